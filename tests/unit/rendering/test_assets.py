"""Style sheets and scripts as readers get them."""

from laera.rendering.assets import asset_of, is_asset, read_assets
from laera.rendering.environment import SOURCE, TemplateHome


def test_what_only_authors_need_is_not_served() -> None:
    """Comments and spacing help who reads the source; readers would pay for them. Strings stay as they are."""
    sheet = b'/* One\n   sheet */\np :is(b, i) { margin: 0 1px; /* none */ }\na::after { content: "/* x */; "; }\n'
    script = b'// Why.\nconst url = "https://x.example"; // here\n  // And this.\nrun(url);\n'

    assert asset_of("style.css", sheet).body == b'\np :is(b,i){margin:0 1px}a::after{content:"/* x */; "}'
    assert asset_of("a.js", script).body == b'const url = "https://x.example"; // here\nrun(url);\n'
    assert asset_of("icon.svg", b"<!-- x --><svg/>").body == b"<!-- x --><svg/>"


def test_what_is_served_is_known_by_its_name_whenever_it_was_made() -> None:
    """Also a sheet with comments, of a release that served them."""
    for asset in read_assets(TemplateHome(SOURCE)):
        assert is_asset(asset.key, asset.body)
        assert asset_of(asset.name, asset.body) == asset
    assert is_asset("assets/style.89aacf0ab9.css", b"/* x */ p {}")
    assert not is_asset("assets/style.89aacf0ab9.css", b"p {}")
