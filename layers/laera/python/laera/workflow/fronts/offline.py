"""The service worker, and the web app manifest of each language."""

from collections.abc import Iterator

from laera.domain.site import Site, manifest_path
from laera.rendering.media_types import JAVASCRIPT, WEB_MANIFEST
from laera.rendering.offline import SERVICE_WORKER_PATH
from laera.rendering.pages import PageRenderer
from laera.workflow.fronts.kind import Front, Setting

_SCOPE = "offline"
"""No story stands in this list: these files change with `site.yaml` and with the template set."""


class OfflineFiles:
    """`/sw.js`, `/manifest.webmanifest` and `/en/manifest.webmanifest`."""

    def made_from(self, renderer: PageRenderer, site: Site, language: str, scope: str) -> Iterator[Front]:
        """The files, from the paper and its look."""
        if scope != _SCOPE:
            return
        if language == site.default_language:
            yield Front(
                "service-worker",
                SERVICE_WORKER_PATH,
                ("service-worker",),
                lambda _: Setting(renderer.service_worker(site)),
                JAVASCRIPT,
            )
        yield Front(
            "manifest",
            manifest_path(site, language),
            ("manifest",),
            lambda _: Setting(renderer.web_manifest(site, language)),
            WEB_MANIFEST,
        )

    def scopes(self, site: Site) -> Iterator[tuple[str, str]]:
        """One for each language."""
        for language in site.languages:
            yield language, _SCOPE
