"""Validators that others wrote, each as one question: what is wrong with this document?"""
