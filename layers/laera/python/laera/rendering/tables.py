"""Tables of a body: with a caption, headers that say what they head, and numbers under one another."""

import re
from collections.abc import Iterable
from html import escape, unescape

_END = "</table>"
_START = "<table>"
_CAPTION = re.compile(r"<p><strong>((?:(?!</?strong>)[^\n])*)</strong></p>\n")
"""A paragraph that is bold from end to end."""
_CELL = re.compile(r'<t[hd](?P<align> align="[a-z]+")?>(?P<content>.*)</t[hd]>')
_TAG = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(
    r"(?:[<>~≈±] ?)?[-+−–]? ?(?:(?:US\$|[$€£¥]) ?)?"
    r"[0-9]++(?:[.,:'’ \u00a0\u202f][0-9]++)*+"
    r"(?:[ \u00a0\u202f]?(?:[%‰°€£$¥]|[^\W\d_]{1,4}[²³]?))?"
)
"""With its sign, its currency, marks between its digits, and a short unit."""
_NO_NUMBER = frozenset({"", "-", "–", "—", "…"})
"""What stands where there is no number."""


def with_tables(html: str, unnamed: str) -> str:
    """The HTML with each table in a box that scrolls by finger and by key where it is too wide.

    A paragraph in bold just before a table is its caption; the box of one without is called `unnamed`.
    """
    *before, rest = html.split(_END)
    return "".join(_with_its_table(part, unnamed) for part in before) + rest


def _with_its_table(html: str, unnamed: str) -> str:
    """`html` ends where a table does."""
    before, start, inner = html.rpartition(_START)
    if not start:
        return html + _END
    caption = ""
    if before.endswith("</strong></p>\n"):
        last_line = before[before.rfind("\n", 0, -1) + 1 :]
        if found := _CAPTION.fullmatch(last_line):
            caption, before = found[1], before.removesuffix(last_line)
    head = f"<caption>{caption}</caption>" if caption else ""
    box = f'<div class="table" role="group" aria-label="{escape(_text(caption) or unnamed)}" tabindex="0">'
    return f"{before}{box}{_START}{head}{_with_marked_cells(inner)}{_END}</div>"


def _with_marked_cells(table: str) -> str:
    """The rows, a cell to a line as the Markdown engine writes them; a table of raw HTML stays as it is."""
    lines = table.split("\n")
    rows: list[list[re.Match[str]]] = []
    for line in lines:
        if line == "<tr>":
            rows.append([])
        elif rows and (cell := _CELL.fullmatch(line)):
            rows[-1].append(cell)
    if not rows or {len(row) for row in rows} != {len(rows[0])}:
        return table
    headers, *body = rows
    numeric = {at for at, header in enumerate(headers) if not header["align"] and _is_numeric(row[at] for row in body)}
    are_rows_named = bool(headers) and not _text(headers[0]["content"])
    marked = iter(
        [
            _cell(
                cell,
                is_header=row is headers or (at == 0 and are_rows_named),
                is_top=row is headers,
                is_number=at in numeric,
            )
            for row in rows
            for at, cell in enumerate(row)
        ]
    )
    return "\n".join(next(marked) if _CELL.fullmatch(line) else line for line in lines)


def _cell(cell: re.Match[str], *, is_header: bool, is_top: bool, is_number: bool) -> str:
    align = ' align="right"' if is_number else cell["align"] or ""
    if is_header and _text(cell["content"]):
        return f'<th scope="{"col" if is_top else "row"}"{align}>{cell["content"]}</th>'
    return f"<td{align}>{cell['content']}</td>"


def _is_numeric(cells: Iterable[re.Match[str]]) -> bool:
    """Whether a column holds numbers and nothing else."""
    texts = [_text(cell["content"]) for cell in cells]
    numbers = [text for text in texts if text not in _NO_NUMBER]
    return bool(numbers) and all(map(_NUMBER.fullmatch, numbers))


def _text(html: str) -> str:
    return unescape(_TAG.sub("", html)).strip()
