"""Files made of the whole paper: robots.txt, llms.txt, and what browsers need to keep and install it."""

import json

from laera.workflow.public_objects import PAGE_LIFETIME
from tests.unit.workflow.desk import ENGLISH, KEY, SITE, a_paper, manuscript


def test_robots_txt_comes_with_the_paper_and_changes_with_its_address_alone() -> None:
    """All may read all but previews; every sitemap is named by its whole address."""
    desk = a_paper()
    assert desk.text("/robots.txt") == (
        "User-agent: *\n"
        "Disallow: /api/preview/\n"
        "\n"
        "Sitemap: https://laera.example/sitemap.xml\n"
        "Sitemap: https://laera.example/news-sitemap.xml\n"
        "Sitemap: https://laera.example/en/news-sitemap.xml\n"
    )

    desk.upload()
    assert "/robots.txt" not in desk.fronts
    desk.upload("site.yaml", SITE.replace("laera.example", "era.example").encode())
    assert "Sitemap: https://era.example/sitemap.xml\n" in desk.text("/robots.txt")


def test_llms_txt_leads_to_the_twins_of_the_newest_stories() -> None:
    """Under the name of each language that has any; a story that goes leaves it."""
    desk = a_paper()
    desk.upload(KEY, manuscript(summary="Calma."))
    desk.upload(ENGLISH, manuscript("Harbour"))
    text = desk.text("/llms.txt")
    assert "## Español\n\n- [Puerto](https://laera.example/internacional/puerto.md): Calma.\n" in text
    assert "## English\n\n- [Harbour](https://laera.example/en/international/harbour.md)\n" in text
    assert all(desk.status(twin) == 200 for twin in ("/internacional/puerto.md", "/en/international/harbour.md"))

    desk.delete(ENGLISH)
    assert "## English" not in desk.text("/llms.txt")
    assert desk.page("/llms.txt").content_type == "text/plain; charset=utf-8"


def test_a_paper_without_stories_has_both() -> None:
    """Programs that come early find what they look for."""
    desk = a_paper()

    assert desk.text("/llms.txt").startswith("# La Era\n\n> La Era\n\n## Optional\n\n- [Español: RSS](")
    assert [desk.status(path) for path in ("/robots.txt", "/llms.txt")] == [200, 200]


def test_the_service_worker_knows_the_paper_and_its_look() -> None:
    """It stands at the root, is never kept for ever, and changes with sections and template set, not with stories."""
    desk = a_paper()
    worker = desk.page("/sw.js")
    assert (worker.content_type, worker.cache_control) == ("text/javascript; charset=utf-8", PAGE_LIFETIME)
    told = json.loads(worker.body.split(b"\n")[0].removeprefix(b"const press = ").removesuffix(b";"))
    assert told == {
        "version": desk.pages.template_set,
        "fronts": ["/", "/en", "/internacional", "/cultura", "/en/international", "/en/culture"],
        "saved": ["/en/saved", "/saved"],
    }

    desk.upload()
    assert "/sw.js" not in desk.fronts
    desk.upload("site.yaml", SITE.replace("Cultura", "Artes").encode())
    assert '"/artes"' in desk.text("/sw.js")


def test_every_language_can_be_installed_by_itself() -> None:
    """Its manifest has the paper's name and the language's own beginning; its icons are on the site."""
    desk = a_paper()
    for path, start, saved in (
        ("/manifest.webmanifest", "/", "Noticias guardadas"),
        ("/en/manifest.webmanifest", "/en", "Saved stories"),
    ):
        manifest = json.loads(desk.text(path))
        assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("La Era", start, "/")
        assert manifest["shortcuts"][0]["name"] == saved
        assert all(desk.page(icon["src"]).content_type == "image/png" for icon in manifest["icons"])
        assert desk.page(path).content_type == "application/manifest+json"
