"""Searching: how words become an index, and a question an answer. The one home of SQLite and Snowball."""
