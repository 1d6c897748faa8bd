"""The example newspaper, rendered whole."""
