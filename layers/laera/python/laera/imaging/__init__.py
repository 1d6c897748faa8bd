"""From a photograph as it was uploaded to the copies readers get: Pillow, kept apart. No AWS, no pages."""
