"""AWS on a laptop: what stands in for S3, SQS, DynamoDB, Lambda, API Gateway, CloudFront and the schedules."""
