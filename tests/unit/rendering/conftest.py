"""One renderer for all tests of rendering."""

import pytest

from laera.rendering.environment import SOURCE, TemplateHome
from laera.rendering.pages import PageRenderer


@pytest.fixture(scope="session")
def renderer() -> PageRenderer:
    """From the checkout's templates."""
    return PageRenderer(TemplateHome(SOURCE))
