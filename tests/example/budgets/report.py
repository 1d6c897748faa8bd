"""`make budgets`: prints every budget with what was measured; ends with 1 when one is exceeded."""

import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.example.budgets import lighthouse, tools, validity, visits, weight
from tests.example.budgets.finding import Finding
from tests.example.paper import ExamplePaper, the_example_paper


def main() -> None:
    """Measure and print, one line as each is known."""
    try:
        tools.check_tools()
    except tools.ToolMissingError as error:
        sys.exit(f"Nothing was measured. {error}")
    print("The example paper is being published; its photographs take a minute.", flush=True)
    is_kept = True
    with the_example_paper() as paper:
        for finding in every_finding(paper):
            is_kept &= finding.is_kept
            mark = "kept    " if finding.is_kept else "EXCEEDED"
            print(f"{mark} {finding.name}: {finding.measured}; budget {finding.allowed}", flush=True)
            for place in finding.exceeded:
                print(f"         {place}", flush=True)
    sys.exit(0 if is_kept else 1)


def every_finding(paper: ExamplePaper) -> Iterator[Finding]:
    """All budgets, the quickest first."""
    objects = paper.objects()
    yield weight.articles(paper, objects)
    yield weight.scripts(paper, objects)
    yield validity.html(objects)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=ARGUMENTS)
        made = list(visits.visits(browser, paper))
        browser.close()
    for question in (visits.blocking, visits.shifts, visits.third_parties, visits.policy, visits.barriers):
        yield question(made)
    yield from lighthouse.scores(paper, is_brief=False)


if __name__ == "__main__":
    main()
