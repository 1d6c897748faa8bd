"""The page of each tag in each language: `/tag/puertos` and `/en/tag/ports`."""

from laera.domain.site import tag_path
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.list_page import ListPage

TAG_FRONT = ListPage("tag", tag_path, PageRenderer.tag)
