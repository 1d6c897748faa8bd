"""Manuscripts nobody should send, and what must become of them."""
