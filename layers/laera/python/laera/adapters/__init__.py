"""The ports of `workflow` on S3, DynamoDB and SQS, in memory, and on a folder."""
