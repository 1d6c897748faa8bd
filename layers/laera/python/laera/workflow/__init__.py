"""What the press does with an upload, on the ports it names. No AWS, no environment."""
