"""The newsroom: manuscripts, articles, sections, addresses. No AWS, no files, no clock."""
