"""Templates: compiled for a layer or as files, they give the same pages; what is absent is said."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from laera.errors import TemplatesError
from laera.rendering import environment
from laera.rendering.compiling import compile_templates
from laera.rendering.environment import SOURCE, TemplateHome, make_environment
from laera.rendering.pages import PageRenderer
from tests.unit.rendering.samples import RENDITIONS, SITE, a_full_story, cards


def test_compiled_templates_give_the_same_bytes(renderer: PageRenderer, tmp_path: Path) -> None:
    """What a layer carries renders exactly what a checkout does, assets and hash included."""
    compile_templates(tmp_path / "compiled")
    compiled = PageRenderer.load(tmp_path / "compiled")

    assert compiled.template_set == renderer.template_set
    assert compiled.assets() == renderer.assets()
    for one in (renderer, compiled):
        assert one.front(SITE, "es", None, cards(9)) == renderer.front(SITE, "es", None, cards(9))
        assert one.article(
            SITE, a_full_story(), version_id="v", renditions=RENDITIONS, translations={}
        ) == renderer.article(SITE, a_full_story(), version_id="v", renditions=RENDITIONS, translations={})
    assert not list((tmp_path / "compiled").glob("*.html"))


def test_compiling_again_leaves_nothing_of_before(tmp_path: Path) -> None:
    """A template that was removed does not live on in the layer."""
    compile_templates(tmp_path / "compiled")
    (tmp_path / "compiled" / "tmpl_old.py").write_text("", encoding="ascii")

    compile_templates(tmp_path / "compiled")

    assert not (tmp_path / "compiled" / "tmpl_old.py").exists()


@pytest.mark.parametrize("name", ["footer.html", "assets/style.css", "words/es.po"])
def test_any_change_of_the_look_changes_the_template_set(tmp_path: Path, name: str) -> None:
    """A template, a style or a word: the hash tells them apart, so that old pages can be found."""
    shutil.copytree(SOURCE, tmp_path / "templates")
    before = TemplateHome(tmp_path / "templates").template_set
    path = tmp_path / "templates" / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert TemplateHome(tmp_path / "templates").template_set != before


def test_missing_templates_are_an_error_that_says_where_they_were_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed without its templates, the library says so at once."""
    monkeypatch.setattr(environment, "COMPILED", tmp_path / "compiled")
    monkeypatch.setattr(environment, "SOURCE", tmp_path / "templates")

    with pytest.raises(TemplatesError, match="no templates: neither"):
        PageRenderer.load()


def test_assets_are_named_after_their_content(renderer: PageRenderer) -> None:
    """An address for ever: other bytes, another name."""
    assets = {asset.name: asset for asset in renderer.assets()}

    assert sorted(assets) == [
        "ago.js",
        "comments.js",
        "embeds.js",
        "icon-192.png",
        "icon-512.png",
        "icon-mask.png",
        "icon.svg",
        "live.js",
        "look.js",
        "offline.js",
        "onward.js",
        "place.js",
        "saved.js",
        "share.js",
        "style.css",
        "sw.js",
    ]
    assert assets["style.css"].content_type == "text/css; charset=utf-8"
    assert assets["style.css"].key.startswith("assets/style.")
    assert assets["style.css"].path == f"/{assets['style.css'].key}"
    assert len({asset.key for asset in assets.values()}) == len(assets)


def test_a_template_that_asks_for_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A misspelt variable stops the page instead of leaving a gap."""
    (tmp_path / "page.html").write_text("{{ page.haedline }}", encoding="utf-8")
    template = make_environment(TemplateHome(tmp_path)).get_template("page.html")

    with pytest.raises(Exception, match="haedline"):
        template.render(page=a_full_story())


def test_the_renderer_is_light_to_import() -> None:
    """A function that sets fronts pays for no Markdown engine, and nobody pays for Jinja2 before the first page."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, laera.rendering.pages; print(*sys.modules)"],
        env={"PYTHONPATH": str(SOURCE.parent / "layers/laera/python")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert "laera.rendering.pages" in loaded
    assert {"babel", "jinja2", "comrak", "nh3", "boto3", "botocore"}.isdisjoint(loaded)
