"""Whether every page of the paper is valid HTML, as W3C's own checker sees it."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.example.budgets import tools
from tests.example.budgets.finding import Finding


def html(objects: Mapping[str, bytes]) -> Finding:
    """Errors in every page there is."""
    pages = {key: body for key, body in objects.items() if key.endswith(".html")}
    with tempfile.TemporaryDirectory() as folder:
        for key, body in pages.items():
            file = Path(folder, key)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        messages = json.loads(tools.nu(Path(folder)))["messages"]
        errors = tuple(
            f"{message.get('url', '').partition(folder)[2]}, line {message.get('lastLine')}: {message['message']}"
            for message in messages
        )
    return Finding("errors in HTML (the Nu checker)", "0", f"{len(errors)} in {len(pages)} pages", errors)
