"""Tokens: by what a store knows the bytes of an object. S3 calls it the ETag."""

import hashlib


def token_of(body: bytes) -> str:
    """The token under which these bytes lie: their MD5, in quotation marks.

    An object that came in parts, or is encrypted under another key than S3's, has another one; whoever compares takes
    it for other bytes and writes once more.
    """
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
