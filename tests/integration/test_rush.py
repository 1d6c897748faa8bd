"""Sixty uploads at once, a changed `site.yaml` among them and live edits meanwhile: nothing is lost, nothing stale.

`bench/rush.py` does the same with 2,000 and measures.
"""

from pathlib import Path

import pytest

from laera.workflow.sweeps import latest_sweep
from tests.integration.running import running, start
from tests.integration.rush import LiveEdits, Uploads, faults, site_after, site_before, stores_of, wait_until_swept

STORIES = 60
EDITS = 10
SECTIONS = ("international", "culture", "science")
LONGEST = 300.0


def stories() -> list[tuple[str, str]]:
    """In two languages and three sections, with tags, bylines and days in common; some are translations."""
    return [story(number) for number in range(STORIES)]


def story(number: int) -> tuple[str, str]:
    """One of them."""
    language, section = "es" if number % 2 else "en", SECTIONS[number % len(SECTIONS)]
    fields = {
        "headline": f"Story {number}",
        "summary": "What is known.",
        "section": section,
        "date": f"2026-01-{1 + number % 5:02d}T{number % 24:02d}:{number % 60:02d}:00Z",
        "byline": f"Author {number % 4}",
        "tags": f"[all, tag {number % 7}]",
    } | ({"translation_key": f"pair-{number // 2}"} if number % 10 < 4 else {})
    front_matter = "\n".join(f"{name}: {value}" for name, value in fields.items())
    return f"articles/{language}/story-{number}.md", f"---\n{front_matter}\n---\nThe story."


@pytest.mark.timeout(900)  # half a minute on a machine that has nothing else to do
def test_nothing_is_lost_and_nothing_stale_after_a_rush_and_a_new_site(tmp_path: Path) -> None:
    """Each version has its receipt, each page its newest version, every list all of them, and the old names are gone.

    How far the sweep has come can be asked while work goes on: editors need not stop for it.
    """
    folder, errors = tmp_path / "content", tmp_path / "errors.txt"
    folder.mkdir()
    (folder / "site.yaml").write_text(site_before())
    all_of_them, half = stories(), STORIES // 2
    with running(start(folder, errors, "--no-watch"), errors) as paper:
        _, desk = stores_of(paper)
        uploads = Uploads(paper)
        wait_until_swept(desk, LONGEST, paper)
        with LiveEdits(paper, uploads, all_of_them[:half], most=EDITS, longest=LONGEST) as edits:
            uploads.put_all([*all_of_them[:half], ("site.yaml", site_after()), *all_of_them[half:]])
            asked = paper.command("progress", "--once")
            uploads.wait_for_receipts([key for key, _ in all_of_them], LONGEST)
            edits.wait_for(EDITS, LONGEST)
        wait_until_swept(desk, LONGEST, paper)

        record = latest_sweep(desk.table)
        verified = paper.command("verify", "--quiet")

        assert (asked.returncode, asked.stderr) == (0, "")
        assert "messages wait" in asked.stdout
        assert record is not None
        assert (record.reason, record.is_over) == ("site", True)
        assert len(edits.seen()) == EDITS
        assert faults(paper) == []
        assert (verified.returncode, verified.stderr) == (0, ""), verified.stdout
