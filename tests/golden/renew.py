"""`make golden`: renders the example newspaper into `tests/golden/site`; its diff is part of a change."""

import shutil
from pathlib import Path

from tests.golden.rendering import rendered

GOLDEN = Path(__file__).parent / "site"


def main() -> None:
    """Replace what is there."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for key, body in rendered().items():
        path = GOLDEN / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


if __name__ == "__main__":
    main()
