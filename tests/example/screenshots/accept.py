"""`make accept`: takes every screenshot, and what docs show and tests compare with is what it sees now."""

import shutil

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.example.budgets import tools
from tests.example.paper import the_example_paper
from tests.example.screenshots.accepted import GALLERY, PICTURES, PRINTS, ROOT, MadeWith, accept, write_gallery
from tests.example.screenshots.shots import shots


def main() -> None:
    """Replace prints, pictures and gallery."""
    for folder in (PRINTS, PICTURES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    print("The example paper is being published; its photographs take a minute.", flush=True)
    fonts: set[str] = set()
    with the_example_paper() as paper, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=ARGUMENTS)
        for shot in shots(browser, paper):
            accept(shot)
            fonts.update(shot.fonts)
        MadeWith(browser.version, tuple(sorted(fonts))).write()
        browser.close()
    write_gallery()
    weight = sum(file.stat().st_size for folder in (PRINTS, PICTURES) for file in folder.iterdir())
    print(f"Accepted, {weight / 1024**2:.1f} MB. Look at {GALLERY.relative_to(ROOT)} before you commit.")


if __name__ == "__main__":
    main()
