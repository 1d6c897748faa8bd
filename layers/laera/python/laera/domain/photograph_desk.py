"""The desk that reads what a file says of a photograph: a story's lead, or somebody's portrait."""

import re

from laera.domain.articles import Photograph
from laera.domain.desk import Desk
from laera.domain.figures import PHOTOGRAPH_TYPES, is_upload_name
from laera.domain.plain_text import quoted
from laera.domain.yaml_text import Fields, Items, Node, Scalar

LONGEST_ALT = 500
LONGEST_CAPTION = 1000
LONGEST_CREDIT = 200
_LONGEST_SOURCE = 1000

PHOTOGRAPH_FIELDS = frozenset({"src", "alt", "caption", "credit", "focal", "decorative"})
PORTRAIT_FIELDS = PHOTOGRAPH_FIELDS - {"caption", "credit"}
"""Below a portrait nothing stands but the name."""
_FOCAL_FIELDS = frozenset({"x", "y"})
_FOCAL = re.compile(r"\s*\[?\s*([\d.]+)\s*(%?)\s*[, ]\s*([\d.]+)\s*(%?)\s*\]?\s*", re.ASCII)


class PhotographDesk(Desk):
    """Reads photographs, besides all that any desk reads."""

    def photograph(self, node: Node, field: str, known: frozenset[str] = PHOTOGRAPH_FIELDS) -> Photograph | None:
        """The photograph of a field, written as the name of its file or with the fields that are `known` there."""
        parts = self.known_fields(node, field, known) if isinstance(node, Fields) else {"src": node}
        src = self._source(parts.get("src"), f"{field}.src", node.line)
        texts = {
            name: (self.text(parts[name], f"{field}.{name}", longest) or "") if name in parts else ""
            for name, longest in (("alt", LONGEST_ALT), ("caption", LONGEST_CAPTION), ("credit", LONGEST_CREDIT))
        }
        is_decorative = bool("decorative" in parts and self.flag(parts["decorative"], f"{field}.decorative"))
        if not is_decorative and not texts["alt"]:
            self.complain(
                "the photograph has no description for readers who cannot see it",
                "add alt: …, or decorative: true if it shows nothing the story tells",
                line=node.line,
                field=f"{field}.alt",
            )
        focal = self._focal(parts["focal"], f"{field}.focal") if "focal" in parts else None
        if src is None:
            return None
        return Photograph(
            src,
            "" if is_decorative else texts["alt"],
            texts["caption"],
            texts["credit"],
            focal,
            is_decorative,
            (frozenset({"caption", "credit"}) & known) - parts.keys(),
        )

    def _source(self, node: Node | None, field: str, line: int) -> str | None:
        """The key of the upload a photograph is made from."""
        text = self.text(node, field, _LONGEST_SOURCE) if node is not None else ""
        if text is None:
            return None
        key = text.removeprefix("/")
        problem, cure = "", f"upload it under media/ and write media/…{PHOTOGRAPH_TYPES[0]}"
        if not key:
            problem = "the photograph's file is not named"
        elif not key.startswith("media/"):
            problem = f"{quoted(text)} is not a file under media/"
        elif not is_upload_name(key):
            problem = f"{quoted(text)} is not the name of an upload"
        elif not key.lower().endswith(PHOTOGRAPH_TYPES):
            problem = f"{quoted(text)} is not a photograph"
            cure = f"use one of: {', '.join(PHOTOGRAPH_TYPES)}"
        if problem:
            self.complain(problem, cure, line=node.line if node is not None else line, field=field)
            return None
        return key

    def _focal(self, node: Node, field: str) -> tuple[float, float] | None:
        """`0.5 0.3`, `[0.5, 0.3]`, `50% 30%` or `{x: 0.5, y: 0.3}`."""
        written = ""
        if isinstance(node, Scalar):
            written = node.text
        elif isinstance(node, Items):
            written = " ".join(item.text for item in node.nodes if isinstance(item, Scalar))
        else:
            parts = self.known_fields(node, field, _FOCAL_FIELDS)
            written = " ".join(part.text for name in "xy" if isinstance(part := parts.get(name), Scalar))
        found = _FOCAL.fullmatch(written)
        try:
            x, y = (float(found[at]) / (100 if found[at + 1] else 1) for at in (1, 3)) if found else (-1.0, -1.0)
        except ValueError:
            x = y = -1.0
        if 0 <= x <= 1 and 0 <= y <= 1:
            return x, y
        self.complain(
            "this should be the point of interest, from the left and from the top",
            "write it as [0.5, 0.3]",
            line=node.line,
            field=field,
        )
        return None
