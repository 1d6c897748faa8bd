"""One running example paper and one browser for all tests here."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.example.budgets import tools
from tests.example.paper import ExamplePaper, the_same_example_paper


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[ExamplePaper]:
    """The paper; its photographs take a minute, so workers share it."""
    folder = tmp_path_factory.getbasetemp()
    with the_same_example_paper(folder if worker_id == "master" else folder.parent) as paper:
        yield paper


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Its absence is a failure, never a silent skip."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=ARGUMENTS)
        yield browser
        browser.close()
