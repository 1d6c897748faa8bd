"""Templates made ready for a layer: `python -m laera.rendering.compiling TARGET`.

TARGET then holds what `TemplateHome.find` looks for: modules, assets, words and the template set's hash.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from laera.errors import TemplatesError
from laera.rendering.assets import spared
from laera.rendering.catalogues import compile_catalogue
from laera.rendering.environment import PRESS_SET, SOURCE, TEMPLATE_SET, TemplateHome, make_environment


def compile_templates(target: Path, source: Path = SOURCE) -> None:
    """Compile the templates of `source` into `target`, which is emptied first."""
    home = TemplateHome(source)
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    make_environment(home).compile_templates(target, zip=None, extensions=["html"], ignore_errors=False)
    (target / "assets").mkdir()
    for name, body in _assets(source / "assets"):
        (target / "assets" / name).write_bytes(body)
    _compile_words(source / "words", target / "words")
    (target / TEMPLATE_SET).write_text(home.template_set + "\n", encoding="ascii")
    (target / PRESS_SET).write_text(home.press_set + "\n", encoding="ascii")


def files_of_set(source: Path = SOURCE) -> dict[str, bytes]:
    """What a designer pushes of `source`: templates as they are, words and assets made ready."""
    if not (source / "words").is_dir():
        raise TemplatesError(
            f"{source} is no folder of templates; name one that has templates, assets/ and words/ in it"
        )
    files = {path.name: path.read_bytes() for path in source.glob("*.html")}
    files |= {f"assets/{name}": body for name, body in _assets(source / "assets")}
    return files | {f"words/{name}": body for name, body in _words(source / "words")}


def _assets(source: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(source.glob("[!.]*.*")):
        yield path.name, spared(path.name, path.read_bytes())


def _compile_words(source: Path, target: Path) -> None:
    target.mkdir()
    for name, body in _words(source):
        (target / name).write_bytes(body)


def _words(source: Path) -> Iterator[tuple[str, bytes]]:
    """Each catalogue as `gettext` reads it, and its language's facts beside it."""
    for path in sorted(source.glob("*.po")):
        catalogue = compile_catalogue(path.name, path.read_bytes())
        yield f"{path.stem}.mo", catalogue.mo
        facts = json.dumps(catalogue.locale.to_record(), ensure_ascii=False)
        yield f"{path.stem}.json", (facts + "\n").encode()


if __name__ == "__main__":
    compile_templates(Path(sys.argv[1]))
