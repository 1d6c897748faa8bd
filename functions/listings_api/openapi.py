"""The listing API described once: for programs (`openapi.json`), and for people in two languages (`docs.html`).

Run `python -m functions.listings_api.openapi` after a change. The handler only reads the two files: a resolver that
works the description out at run time would cost half of a cold start.
"""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from laera.domain.forms import StoryForm
from laera.domain.search import Order
from laera.workflow.queries import DEFAULT_LIMIT, LARGEST_LIMIT

VERSION = "1.0.0"
FOLDER = Path(__file__).parent

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """The same in English and in Spanish."""

    en: str
    es: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A word of the address, or of the query behind it."""

    name: str
    words: Words
    schema: Schema
    example: str
    where: str = "query"


@dataclass(frozen=True, slots=True)
class Route:
    """An address that answers GET and HEAD. `answer` names the schema of its 200; None for a page."""

    path: str
    operation: str
    words: Words
    answer: str | None
    example: str
    parameters: Sequence[Parameter] = ()
    media_type: str = "application/json"
    refusals: Sequence[int] = field(default=(405,))
    is_private: bool = False
    """Whether the answer is nobody's to keep: then it has no validator, and leads on once it is public."""


_SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
_WHEN: Schema = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}

LISTING_PARAMETERS = (
    Parameter(
        "language",
        Words(
            "One of the paper's languages; without it, the first.",
            "Uno de los idiomas del diario; sin él, el primero.",
        ),
        {"type": "string"},
        "en",
    ),
    Parameter(
        "section",
        Words(
            "A section, by its id or by its slug in any language.",
            "Una sección, por su id o por su slug en cualquier idioma.",
        ),
        {"type": "string"},
        "international",
    ),
    Parameter("tag", Words("A tag, by its slug.", "Una etiqueta, por su slug."), _SLUG, "elections"),
    Parameter("byline", Words("Who signs, by slug.", "Quien firma, por su slug."), _SLUG, "ana-perez"),
    Parameter(
        "from",
        Words(
            "Published on this day or later, or at this moment or later. A day is the paper's own day; a moment without"
            " an offset is on the paper's clock.",
            "Publicado desde este día o desde este momento. El día es el del diario; un momento sin desfase horario se"
            " lee en la hora del diario.",
        ),
        _WHEN,
        "2026-01-31",
    ),
    Parameter(
        "to",
        Words(
            "Published up to and including this day or this second.",
            "Publicado hasta este día o hasta este segundo, incluido.",
        ),
        _WHEN,
        "2026-01-31",
    ),
    Parameter(
        "limit",
        Words("How many stories at most.", "Cuántos artículos como máximo."),
        {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
        str(DEFAULT_LIMIT),
    ),
    Parameter(
        "cursor",
        Words(
            "Where to go on. It comes in `next` and works for at least a day, for the same query only (`limit` may"
            " differ).",
            "Dónde continuar. Viene en `next` y sirve al menos un día, solo para la misma consulta (`limit` puede"
            " cambiar).",
        ),
        {"type": "string", "maxLength": 512},
        "…",
    ),
)

SEARCH_PARAMETERS = (
    Parameter(
        "q",
        Words(
            'What to search for: words in any form and without accents, `"phrases"`, `-words` that must not be there.',
            'Qué buscar: palabras en cualquier forma y sin tildes, `"frases"`, `-palabras` que no deben estar.',
        ),
        {"type": "string", "minLength": 1},
        "harbour",
    ),
    *(parameter for parameter in LISTING_PARAMETERS if parameter.name not in {"tag", "byline", "limit", "cursor"}),
    Parameter(
        "order",
        Words("`best` or `newest` first.", "Primero el mejor resultado (`best`) o el más reciente (`newest`)."),
        {"type": "string", "enum": [order.value for order in Order], "default": Order.BEST.value},
        "newest",
    ),
    *(parameter for parameter in LISTING_PARAMETERS if parameter.name in {"limit", "cursor"}),
)

ADDRESS_PARAMETERS = (
    Parameter("language", Words("The story's language.", "El idioma del artículo."), {"type": "string"}, "en", "path"),
    Parameter(
        "section",
        Words("Its section, by slug or id.", "Su sección, por slug o por id."),
        {"type": "string"},
        "international",
        "path",
    ),
    Parameter(
        "slug",
        Words("The last word of its address.", "La última palabra de su dirección."),
        _SLUG,
        "ferry-strike-ends",
        "path",
    ),
)

ROUTES = (
    Route(
        "/api/articles",
        "listArticles",
        Words(
            "Stories, newest first. Filters can be combined. Read on at `next` until it is null, even after a page"
            " with few stories or none: a search that would read too much stops early and says where it stopped.",
            "Artículos, primero los más nuevos. Los filtros se combinan. Siga en `next` hasta que sea null, también"
            " tras una página con pocos artículos o ninguno: una búsqueda que leería demasiado se detiene antes y dice"
            " dónde.",
        ),
        "Listing",
        "/api/articles?section=international&from=2026-01-31&limit=5",
        LISTING_PARAMETERS,
        refusals=(400, 405, 503),
    ),
    Route(
        "/api/search",
        "searchArticles",
        Words(
            "Stories by words. All words must be in a story; when no story has all of them, those that have some are"
            " given, and `matched` says `any`. Best first, 200 can be read at most; newest first there is no end.",
            "Artículos por palabras. Un artículo debe tenerlas todas; si ninguno las tiene, se dan los que tienen"
            " alguna, y `matched` dice `any`. Con el mejor primero se leen 200 como máximo; con el más reciente"
            " primero no hay límite.",
        ),
        "Results",
        "/api/search?language=en&q=harbour&order=newest",
        SEARCH_PARAMETERS,
        refusals=(400, 405, 503),
    ),
    Route(
        "/api/articles/{language}/{section}/{slug}",
        "showArticle",
        Words(
            "One story. What was withdrawn, what is still held and what never was answer alike: 404.",
            "Un artículo. Lo retirado, lo que aún espera su hora y lo que nunca existió responden igual: 404.",
        ),
        "Article",
        "/api/articles/en/international/ferry-strike-ends",
        ADDRESS_PARAMETERS,
        refusals=(400, 404, 405, 503),
    ),
    Route(
        "/api/sections",
        "listSections",
        Words("The paper, its languages and its sections.", "El diario, sus idiomas y sus secciones."),
        "Sections",
        "/api/sections",
        refusals=(400, 405, 503),
    ),
    Route(
        "/api/preview/{token}",
        "showPreview",
        Words(
            "A story that is not published, as it will look, for whoever was given its address in a receipt; it works"
            " for seven days. Once the story is published it leads there (302).",
            "Un artículo sin publicar, tal como se verá, para quien tenga su dirección, que viene en el recibo y sirve"
            " siete días. Una vez publicado, lleva al artículo (302).",
        ),
        None,
        "/api/preview/…",
        (
            Parameter(
                "token",
                Words("Signed by the press; it cannot be guessed.", "Firmado por la imprenta; no se puede adivinar."),
                {"type": "string", "maxLength": 200},
                "…",
                "path",
            ),
        ),
        media_type="text/html; charset=utf-8",
        refusals=(404, 405, 503),
        is_private=True,
    ),
    Route(
        "/api/openapi.json",
        "showDescription",
        Words("This description, for programs (OpenAPI 3.1).", "Esta descripción, para programas (OpenAPI 3.1)."),
        "Description",
        "/api/openapi.json",
    ),
    Route(
        "/api/docs",
        "showDocumentation",
        Words("This description, for people.", "Esta descripción, para personas."),
        None,
        "/api/docs",
        media_type="text/html; charset=utf-8",
    ),
)

REFUSALS = {
    400: Words(
        "A parameter is unknown, given twice, or has a value that cannot be used. `errors` names each with its cure.",
        "Un parámetro no existe, se repite o tiene un valor que no sirve. `errors` nombra cada uno, con su remedio.",
    ),
    404: Words("There is nothing there that readers may see.", "Ahí no hay nada que los lectores puedan ver."),
    405: Words("Only GET and HEAD are answered.", "Solo se responde a GET y HEAD."),
    503: Words(
        "The list cannot be read just now; `Retry-After` says when to ask again.",
        "La lista no se puede leer en este momento; `Retry-After` dice cuándo volver a preguntar.",
    ),
}

MANNERS = (
    Words(
        "Every answer carries an ETag: send it back in If-None-Match, and what has not changed is answered by a 304.",
        "Cada respuesta lleva un ETag: devuélvalo en If-None-Match y una respuesta sin cambios será un breve 304.",
    ),
    Words(
        "An answer may be up to half a minute old. Times carry the offset of the paper's own clock.",
        "Una respuesta puede tener hasta medio minuto. Las horas llevan el desfase del reloj del diario.",
    ),
    Words(
        "Refusals are application/problem+json (RFC 9457). Any web page may ask; no credentials are taken.",
        "Los rechazos son application/problem+json (RFC 9457). Cualquier página web puede preguntar, sin credenciales.",
    ),
)


def _strict(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _listed(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_TEXT: Schema = {"type": "string"}
_URL: Schema = {"type": "string", "format": "uri"}
_TIME: Schema = {"type": "string", "format": "date-time"}
_PIXELS: Schema = {"type": "integer", "minimum": 1}
_NAME_AND_SLUG: Schema = _strict({"name": _TEXT, "slug": _SLUG})

_ARTICLE: Mapping[str, Schema] = {
    "url": _URL,
    "path": {"type": "string", "pattern": "^/"},
    "language": _TEXT,
    "section": _or_null(_named("Section")),
    "form": {"enum": [form.value for form in StoryForm], "description": "What kind of story it is."},
    "headline": _TEXT,
    "summary": _TEXT,
    "published": _TIME,
    "updated": _or_null(_TIME),
    "bylines": {**_listed(_NAME_AND_SLUG), "description": "Empty when the paper itself signs."},
    "tags": _listed(_NAME_AND_SLUG),
    "photograph": _or_null(_strict({"url": _URL, "width": _PIXELS, "height": _PIXELS, "alt": _TEXT})),
}

SCHEMAS: Mapping[str, Schema] = {
    "Listing": _strict(
        {
            "articles": {**_listed(_named("Article")), "maxItems": LARGEST_LIMIT},
            "next": {
                **_or_null({"type": "string", "format": "uri-reference"}),
                "description": "The address at which the list goes on; null at its end.",
            },
        }
    ),
    "Article": _strict(_ARTICLE),
    "Result": _strict(
        {
            **_ARTICLE,
            "fragment": {
                **_listed(_strict({"text": _TEXT, "found": {"type": "boolean"}})),
                "description": "A few words of the story; `found` are those that were searched for.",
            },
        }
    ),
    "Results": _strict(
        {
            "articles": {**_listed(_named("Result")), "maxItems": LARGEST_LIMIT},
            "matched": {
                "type": "string",
                "enum": ["all", "any", "none", "nothing", "common", "long"],
                "description": "Whether the stories have all that was asked for, or some of it; or why there are none:"
                " none was found, nothing was asked, the words are in nearly every story, the question is too long.",
            },
            "next": {
                **_or_null({"type": "string", "format": "uri-reference"}),
                "description": "The address at which the results go on; null at their end.",
            },
        }
    ),
    "Section": _strict({"id": _TEXT, "name": _TEXT, "slug": _SLUG, "url": _URL}),
    "Sections": _strict(
        {
            "paper": _strict({"name": _TEXT, "url": _URL, "time_zone": _TEXT}),
            "languages": _listed(_strict({"language": _TEXT, "url": _URL, "default": {"type": "boolean"}})),
            "sections": _listed(
                _strict({"id": _TEXT, "languages": {"type": "object", "additionalProperties": _named("Section")}})
            ),
        }
    ),
    "Description": {"type": "object", "required": ["openapi", "info", "paths"]},
    "Problem": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
            "errors": _listed(_strict({"parameter": _TEXT, "problem": _TEXT, "cure": _TEXT})),
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    },
}


def document() -> dict[str, Any]:
    """The description as OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Listing API",
            "version": VERSION,
            "summary": "What this newspaper has published.",
            "description": "\n\n".join(manner.en for manner in MANNERS),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {route.path: {"get": _operation(route)} for route in ROUTES},
        "components": {"schemas": SCHEMAS},
    }


def _operation(route: Route) -> dict[str, Any]:
    schema: Schema = _named(route.answer) if route.answer else _TEXT
    return {
        "operationId": route.operation,
        "summary": route.words.en.partition(". ")[0].rstrip("."),
        "description": route.words.en,
        "parameters": [
            *(_parameter(parameter) for parameter in route.parameters),
            *(
                []
                if route.is_private
                else [{"name": "If-None-Match", "in": "header", "required": False, "schema": _TEXT}]
            ),
        ],
        "responses": {
            "200": {
                "description": route.words.en,
                "headers": _HEADERS_OF_PREVIEWS if route.is_private else _HEADERS,
                "content": {route.media_type.partition(";")[0]: {"schema": schema}},
            },
            **(_LED_ON if route.is_private else _UNCHANGED),
            **{
                str(status): {
                    "description": REFUSALS[status].en,
                    "content": {"application/problem+json": {"schema": _named("Problem")}},
                }
                for status in route.refusals
            },
        },
        "security": [],
    }


_HEADERS = {"ETag": {"schema": _TEXT}, "Cache-Control": {"schema": _TEXT}}
_HEADERS_OF_PREVIEWS = {"Cache-Control": {"schema": _TEXT}, "X-Robots-Tag": {"schema": _TEXT}}
_UNCHANGED = {"304": {"description": "Unchanged since the answer with this ETag.", "headers": _HEADERS}}
_LED_ON = {"302": {"description": "The story is published by now.", "headers": {"Location": {"schema": _TEXT}}}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.where,
        "required": parameter.where == "path",
        "description": parameter.words.en,
        "schema": parameter.schema,
    }


def page() -> str:
    """The description as a page: Spanish, then English, without style or script, so that no policy need be bent."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="es">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            "<title>API de listados · Listing API</title>",
            "</head>",
            "<body>",
            "<main>",
            *_edition("es", "API de listados", "Lo que este diario ha publicado.", "English", "en"),
            "<hr>",
            *_edition("en", "Listing API", "What this newspaper has published.", "Español", "es"),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


_LABELS = {
    "es": ("Parámetro", "Qué dice", "Ejemplo", "Cuando no se puede responder", "Cómo se comporta"),
    "en": ("Parameter", "What it says", "Example", "When there is no answer", "How it behaves"),
}


def _edition(language: str, title: str, summary: str, other: str, other_language: str) -> Iterable[str]:
    parameter, meaning, example, refusals, manners = _LABELS[language]
    yield f'<article lang="{language}" id="{language}">'
    yield f"<h1>{title}</h1>"
    link = f'<a href="#{other_language}" lang="{other_language}" hreflang="{other_language}">{other}</a>'
    yield f"<p>{summary} {link}</p>"
    for route in ROUTES:
        yield f'<section aria-labelledby="{language}-{route.operation}">'
        yield f'<h2 id="{language}-{route.operation}"><code>GET {html.escape(route.path)}</code></h2>'
        yield f"<p>{_prose(route.words, language)}</p>"
        if route.parameters:
            yield "<table>"
            yield f'<thead><tr><th scope="col">{parameter}</th><th scope="col">{meaning}</th></tr></thead>'
            yield "<tbody>"
            for it in route.parameters:
                yield f'<tr><th scope="row"><code>{it.name}</code></th><td>{_prose(it.words, language)}</td></tr>'
            yield "</tbody>"
            yield "</table>"
        yield f"<p>{example}: <code>{html.escape(route.example)}</code></p>"
        yield "</section>"
    yield f"<h2>{refusals}</h2>"
    yield "<dl>"
    for status, words in REFUSALS.items():
        yield f"<dt><code>{status}</code></dt><dd>{_prose(words, language)}</dd>"
    yield "</dl>"
    yield f"<h2>{manners}</h2>"
    yield "<ul>"
    for words in MANNERS:
        yield f"<li>{_prose(words, language)}</li>"
    yield "</ul>"
    yield "</article>"


def _prose(words: Words, language: str) -> str:
    """Text with its `code` marked up."""
    parts = html.escape(words.es if language == "es" else words.en, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))


def files() -> dict[str, str]:
    """What belongs beside the handler, by name."""
    return {
        "openapi.json": json.dumps(document(), ensure_ascii=False, indent=1) + "\n",
        "docs.html": page(),
    }


def main() -> None:
    """Write both files."""
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
