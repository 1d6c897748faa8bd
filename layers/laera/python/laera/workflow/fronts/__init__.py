"""Fronts: public objects made of lists. `kinds.KINDS` names every kind; a new one is a file here and its name there."""
