"""What readers get, measured: each budget is one question to the example paper, as the local CDN serves it."""
