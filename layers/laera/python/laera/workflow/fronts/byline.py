"""The page of each who signs in each language: `/author/ana-rojas` and `/en/author/ana-rojas`."""

from laera.domain.site import byline_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.list_page import ListPage

BYLINE_FRONT = ListPage("author", byline_path, PageRenderer.byline)
