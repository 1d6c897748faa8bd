"""Where in the example paper each kind of page is seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of page. `status` is what readers' browsers are told with it."""

    name: str
    path: str
    status: int = 200


def templates(preview: str) -> tuple[Template, ...]:
    """All kinds; the address of a preview is made when its draft is uploaded."""
    return (
        Template("home", "/"),
        Template("section", "/internacional"),
        Template("story", "/economia/el-transbordador-de-las-doce-islas"),
        Template("long-read", "/economia/el-puerto-que-dejo-de-esperar"),
        Template("opinion", "/politica/una-pagina-no-es-poca-cosa"),
        Template("photo-essay", "/cultura/veinte-horas-de-luz"),
        Template("live-blog", "/deportes/la-noche-de-la-luz"),
        Template("wire", "/internacional/temblor-en-caleta-loberia"),
        Template("tag", "/tag/puerto-alerce"),
        Template("byline", "/author/ines-arriagada-soto"),
        Template("day", "/2026/01/30"),
        Template("search-form", "/search"),
        Template("search", "/search?q=puerto"),
        Template("corrections", "/corrections"),
        Template("saved", "/saved"),
        Template("standing-page", "/quienes-somos"),
        Template("history", "/economia/el-transbordador-de-las-doce-islas/history"),
        Template("home-en", "/en"),
        Template("story-en", "/en/international/kyiv-sees-quieter-night"),
        Template("404", "/nada", status=404),
        Template("410", "/ciencia/ballena-azul-en-quenahue", status=410),
        Template("preview", preview),
    )


LIGHTHOUSE = ("home", "section", "story", "search-form")
"""The kinds that Lighthouse looks at."""
SHOWN = ("home", "section", "long-read", "live-blog", "opinion", "photo-essay", "byline", "day", "search", "404")
"""The kinds that docs show."""
