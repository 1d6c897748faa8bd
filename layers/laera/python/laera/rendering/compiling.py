"""Templates made ready for a layer: `python -m laera.rendering.compiling TARGET`.

TARGET then holds what `TemplateHome.find` looks for: modules, assets, words and the template set's hash.
"""

import json
import shutil
import sys
from pathlib import Path

from laera.rendering.catalogues import compile_catalogue
from laera.rendering.environment import PRESS_SET, SOURCE, TEMPLATE_SET, TemplateHome, make_environment


def compile_templates(target: Path, source: Path = SOURCE) -> None:
    """Compile the templates of `source` into `target`, which is emptied first."""
    home = TemplateHome(source)
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    make_environment(home).compile_templates(target, zip=None, extensions=["html"], ignore_errors=False)
    shutil.copytree(source / "assets", target / "assets")
    _compile_words(source / "words", target / "words")
    (target / TEMPLATE_SET).write_text(home.template_set + "\n", encoding="ascii")
    (target / PRESS_SET).write_text(home.press_set + "\n", encoding="ascii")


def _compile_words(source: Path, target: Path) -> None:
    target.mkdir()
    for path in sorted(source.glob("*.po")):
        catalogue = compile_catalogue(path.name, path.read_bytes())
        (target / f"{path.stem}.mo").write_bytes(catalogue.mo)
        facts = json.dumps(catalogue.locale.to_record(), ensure_ascii=False)
        (target / f"{path.stem}.json").write_text(facts + "\n", encoding="utf-8")


if __name__ == "__main__":
    compile_templates(Path(sys.argv[1]))
