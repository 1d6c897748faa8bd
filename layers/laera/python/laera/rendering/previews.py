"""What stands above a page that is shown before readers can see it."""

from dataclasses import dataclass
from datetime import datetime

from laera.domain.receipts import Touched
from laera.rendering.dates import moment_in
from laera.rendering.editions import LanguageEdition
from laera.rendering.views import Banner, PathList

ROBOTS = "noindex,nofollow"


@dataclass(frozen=True, slots=True)
class PreviewNote:
    """What whoever looks at a preview should know: how long it is shown, and what publishing the story touches."""

    until: datetime
    touched: Touched


def banner_of(edition: LanguageEdition, note: PreviewNote, *, lacks_photograph: bool) -> Banner:
    """The view of `preview.html`."""
    words, touched = edition.words, note.touched
    lists = (
        PathList(words.preview_added, touched.added),
        PathList(words.preview_changed, touched.changed),
        PathList(words.preview_removed, touched.removed),
    )
    return Banner(
        title=words.preview,
        until=words.preview_until.format(moment=moment_in(words, edition.site.clock, note.until).text),
        touches=words.preview_touches.format(
            added=len(touched.added), changed=len(touched.changed), removed=len(touched.removed)
        ),
        lists=tuple(of_paths for of_paths in lists if of_paths.paths),
        photograph=words.preview_photograph if lacks_photograph else "",
    )
