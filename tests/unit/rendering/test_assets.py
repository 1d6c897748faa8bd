"""Style sheets and scripts as readers get them."""

from pathlib import Path

from laera.rendering.assets import asset_of, is_asset, read_assets, spared
from laera.rendering.compiling import compile_templates
from laera.rendering.environment import SOURCE, TemplateHome


def test_what_only_authors_need_is_not_served() -> None:
    """Comments and spacing help who reads the source; readers would pay for them. Strings stay as they are."""
    sheet = b'/* One\n   sheet */\np :is(b, i) { margin: 0 1px; /* none */ }\na::after { content: "/* x */; "; }\n'
    script = b'// Why.\nconst url = "https://x.example"; // here\n  // And this.\nrun(url);\n'

    assert spared("style.css", sheet) == b'\np :is(b,i){margin:0 1px}a::after{content:"/* x */; "}'
    assert spared("a.js", script) == b'const url = "https://x.example"; // here\nrun(url);\n'
    assert spared("icon.svg", b"<!-- x --><svg/>") == b"<!-- x --><svg/>"


def test_a_comment_that_keeps_two_words_apart_is_left_there() -> None:
    """Without it they would be one; and a space in its place would make one selector two."""
    assert spared("style.css", b"p{margin:1px/**/2px}a/**/.b{top:0}") == b"p{margin:1px/**/2px}a/**/.b{top:0}"
    assert spared("style.css", b"p{margin:1px /**/2px}a /**/.b{top:0}") == b"p{margin:1px 2px}a .b{top:0}"


def test_what_a_layer_carries_is_what_a_checkout_serves(tmp_path: Path) -> None:
    """It is made ready with the layer, not whenever a function starts."""
    compile_templates(tmp_path / "compiled")

    assert read_assets(TemplateHome(tmp_path / "compiled")) == read_assets(TemplateHome(SOURCE))
    assert (tmp_path / "compiled/assets/style.css").stat().st_size < (SOURCE / "assets/style.css").stat().st_size


def test_what_is_served_is_known_by_its_name_whenever_it_was_made() -> None:
    """Also a sheet with comments, of a release that served them."""
    for asset in read_assets(TemplateHome(SOURCE)):
        assert is_asset(asset.key, asset.body)
        assert asset_of(asset.name, asset.body) == asset
    assert is_asset("assets/style.89aacf0ab9.css", b"/* x */ p {}")
    assert not is_asset("assets/style.89aacf0ab9.css", b"p {}")
