"""The paper's icon as PNG files."""

from io import BytesIO

import pytest
from PIL import Image

from local.icons import ASSETS, SIZES, drawn

SVG = (ASSETS / "icon.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(SIZES))
def test_the_files_are_what_is_drawn_from_the_icon(name: str) -> None:
    """Whoever changes the icon draws them anew: `python -m local.icons`."""
    committed, now = Image.open(ASSETS / name), Image.open(BytesIO(drawn(SVG, *SIZES[name])))

    assert committed.size == now.size
    assert committed.tobytes() == now.tobytes()


def test_an_icon_of_other_shapes_is_not_drawn_wrongly() -> None:
    """It is said that it cannot be drawn."""
    with pytest.raises(ValueError, match="no rectangles"):
        drawn(SVG.replace("h20", "q1 1 20"), 192, 1.0)
