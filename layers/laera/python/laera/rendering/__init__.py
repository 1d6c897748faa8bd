"""From articles and lists to pages: Markdown, sanitiser, Jinja2. No AWS."""
