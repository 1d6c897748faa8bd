"""Many editors, hostile deliveries, crashes."""
