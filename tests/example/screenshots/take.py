"""`make screenshots`: every kind of page, whole, as PNG files under build/screenshots."""

import shutil

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.example.budgets import tools
from tests.example.paper import the_example_paper
from tests.example.screenshots.accepted import ROOT
from tests.example.screenshots.shots import shots

TAKEN = ROOT / "build" / "screenshots"


def main() -> None:
    """Take them, in the place of those that were there."""
    shutil.rmtree(TAKEN, ignore_errors=True)
    TAKEN.mkdir(parents=True)
    print("The example paper is being published; its photographs take a minute.", flush=True)
    with the_example_paper() as paper, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=ARGUMENTS)
        for shot in shots(browser, paper):
            shot.picture.save(TAKEN / f"{shot.name}.png")
        browser.close()
    print(f"{len(list(TAKEN.iterdir()))} screenshots in {TAKEN.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
