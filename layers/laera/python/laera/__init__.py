"""La Era: a newspaper press without servers.

`domain`, `rendering` and `imaging` know no AWS; `workflow` publishes through the ports it names; `adapters` are those
ports on S3 and DynamoDB, in memory and on a folder; `wiring` joins them on first use.
"""
