"""A site beside what it should be: how `laera verify` and `laera rebuild` find every difference."""
