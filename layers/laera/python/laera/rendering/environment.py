"""Where templates come from, and the one Jinja2 environment that renders them.

A deployed layer carries templates compiled to modules (`compiling.py` makes them); a checkout has them as files.
Jinja2 is imported when the first environment is made, so that importing this package costs nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from laera.errors import TemplatesError

if TYPE_CHECKING:
    from jinja2 import Environment

COMPILED = Path(__file__).with_name("compiled")
SOURCE = Path(__file__).resolve().parents[5] / "templates"
TEMPLATE_SET = "template_set.txt"
PRESS_SET = "press_set.txt"
_CODE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class TemplateHome:
    """A folder of templates, with `assets/` and `words/` in it."""

    folder: Path

    @classmethod
    def find(cls) -> "TemplateHome":
        """The compiled templates of a layer when there are any, else the templates of this checkout."""
        for folder in (COMPILED, SOURCE):
            if (folder / "words").is_dir():
                return cls(folder)
        raise TemplatesError(
            f"no templates: neither {COMPILED} (made with the layer) nor {SOURCE} (a checkout) has any; "
            "run from a checkout of La Era or rebuild the layer"
        )

    @property
    def is_compiled(self) -> bool:
        """Whether the templates are modules already."""
        return (self.folder / TEMPLATE_SET).is_file()

    @property
    def template_set(self) -> str:
        """Sixteen hex digits that change whenever a template, an asset or a word does."""
        if self.is_compiled:
            return (self.folder / TEMPLATE_SET).read_text(encoding="ascii").strip()
        return _digest(self.folder, self.sources())

    @property
    def press_set(self) -> str:
        """Sixteen hex digits that change whenever a page or the search index may: with the templates, or with code."""
        if self.is_compiled:
            return (self.folder / PRESS_SET).read_text(encoding="ascii").strip()
        code = sorted(path for part in ("domain", "rendering", "searching") for path in (_CODE / part).glob("*.py"))
        return hashlib.sha256(f"{self.template_set} {_digest(_CODE, code)}".encode()).hexdigest()[:16]

    def sources(self) -> Iterator[Path]:
        """Every file a page is made from, in the order of its path."""
        kinds = ("*.html", "words/*.po", "assets/*.*")
        yield from sorted(path for kind in kinds for path in self.folder.glob(kind))


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        body = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()[:16]


def make_environment(home: TemplateHome) -> "Environment":
    """One environment: everything escaped, an unknown name is an error, nothing taken from outside `home`."""
    from jinja2 import Environment, FileSystemLoader, ModuleLoader, StrictUndefined  # noqa: PLC0415 - costs 0.1 s

    return Environment(
        loader=ModuleLoader(home.folder) if home.is_compiled else FileSystemLoader(home.folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=not home.is_compiled,
    )
