"""Every kind of page as it is seen, and as it was accepted."""
