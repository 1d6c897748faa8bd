"""robots.txt and llms.txt: for programs that look at the paper as a whole."""

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
