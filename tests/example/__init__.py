"""The example newspaper as its readers get it."""
