"""What the site should be: made by the same press, without any memory, from the same uploads at one moment."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from laera.adapters.folder_site import FolderSite
from laera.adapters.memory import FrozenClock, MemoryReceipts
from laera.domain.listings import listing_pk, scope_of_pk
from laera.domain.site import object_key
from laera.rendering.pages import PageRenderer
from laera.workflow.current_site import site_on_record
from laera.workflow.fronts.kinds import fixed_scopes, made_from
from laera.workflow.ports import ContentStore, Observed, PublicObject
from local.pressroom import Pressroom, photographs_last


class _NotingSite(FolderSite):
    """A site folder that notes which upload each object was last written for."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.room: Pressroom | None = None
        self.origins: dict[str, str] = {}

    def put(self, key: str, page: PublicObject, expected: Observed | None) -> Observed:
        self.origins[key] = self.room.at_work if self.room else ""
        return super().put(key, page, expected)


class ExpectedSite:
    """The site of some uploads at a moment, made into a folder, so that its bytes do not fill the memory."""

    def __init__(
        self,
        content: ContentStore,
        moment: datetime,
        folder: Path,
        renderer: PageRenderer,
        follow: Callable[[list[str]], Iterable[str]] = lambda keys: keys,
    ) -> None:
        """Make it. `follow` is given the keys of all uploads and passes them on one by one, as they are handled."""
        self.moment = moment
        self.site = _NotingSite(folder)
        self._room = self.site.room = Pressroom(
            content=content, site=self.site, receipts=MemoryReceipts(), clock=FrozenClock(moment), renderer=renderer
        )
        keys = [version.key for version in content.keys()]  # noqa: SIM118 - a bucket, not a dict
        self._room.take_in(follow(photographs_last(keys)))

    @property
    def press_set(self) -> str:
        """The edition of code and templates that it was made with."""
        return self._room.press.renderer.press_set

    def uploads_behind(self, keys: Iterable[str]) -> list[str]:
        """The uploads that objects are made for, in order; `site.yaml` for what belongs to the whole paper."""
        return sorted({self.site.origins[key] for key in keys if self.site.origins.get(key)})

    def lists_behind(self, keys: Iterable[str]) -> list[str]:
        """The lists, as partitions of the table, from which objects are made that are fronts."""
        wanted = {key for key in keys if not self.site.origins.get(key)}
        return sorted({pk for key, pk in self._fronts() if key in wanted}) if wanted else []

    def _fronts(self) -> Iterator[tuple[str, str]]:
        """Every front's object, with the partition of a list it is made from."""
        site = site_on_record(self._room.table)
        if site is None:
            return
        lists = dict.fromkeys(fixed_scopes(site))
        lists |= dict.fromkeys(
            scope_of_pk(item.pk) for item in self._room.table.items() if item.pk.startswith("LISTING#")
        )
        for language, scope in lists:
            for front in made_from(self._room.press.renderer, site, language, scope):
                yield object_key(front.path), listing_pk(language, scope)
