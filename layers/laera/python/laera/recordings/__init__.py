"""Sound, film and captions as they are uploaded: opened with suspicion, and written anew with nothing else in them."""
