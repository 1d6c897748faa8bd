"""Sweeps: having everything looked at again, a stretch at a time, on the queue that live edits overtake.

A sweep is one notice that sends the notices of its stretch and then a notice for the next; it can stop and go on
anywhere. It goes through the keys of the bucket; after a change of the paper it then goes through the lists that come
and go with stories, whose fronts carry the paper's name and sections too.
"""

from collections.abc import Iterator
from itertools import islice

from laera.domain.listings import BYLINES, DAYS, TAGS, listing_pk, scope_of_word
from laera.domain.site import Site
from laera.workflow.current_site import site_on_record
from laera.workflow.notices import SITE
from laera.workflow.ports import Clock, ContentStore, Notice, Queue, Table
from laera.workflow.turns import turn

STRETCH = 500
LISTS_A_STRETCH = 50
_SWEEP = "sweep:"
_LISTS = "lists"
_PRESENCE = (DAYS, TAGS, BYLINES)


def start_sweep(rebuild: Queue, reason: str) -> None:
    """Have every upload looked at, for this reason."""
    rebuild.send([Notice("", reason=_SWEEP + reason)])


def is_sweep(notice: Notice) -> bool:
    """Whether the notice is a stretch of a sweep; its key is the last one of the stretch before."""
    return notice.reason.startswith(_SWEEP)


def sweep(content: ContentStore, table: Table, rebuild: Queue, clock: Clock, notice: Notice) -> int:
    """Send a notice for each key of one stretch, then for the rest; gives how many keys this stretch had."""
    reason = notice.reason.removeprefix(_SWEEP)
    if reason == _LISTS:
        return _turn_lists(table, rebuild, clock, notice)
    keys = [version.key for version in islice(content.keys(after=notice.key), STRETCH)]
    if keys:
        rebuild.send([Notice(key, reason=reason) for key in keys if not key.endswith("/")])
        rebuild.send([Notice(keys[-1], reason=notice.reason)])
    elif reason == SITE:
        rebuild.send([Notice("", reason=_SWEEP + _LISTS)])
    return len(keys)


def _turn_lists(table: Table, rebuild: Queue, clock: Clock, notice: Notice) -> int:
    """Turn the lists of one stretch; the key is `<language>/<presence list>/<word>` of the last one turned."""
    site = site_on_record(table)
    stretch = list(islice(_lists_after(table, site, notice.key), LISTS_A_STRETCH)) if site else []
    for language, presence, word in stretch:
        turn(table, listing_pk(language, scope_of_word(presence, word)), clock.now(), SITE)
    if stretch:
        rebuild.send([Notice("/".join(stretch[-1]), reason=notice.reason)])
    return len(stretch)


def _lists_after(table: Table, site: Site, key: str) -> Iterator[tuple[str, str, str]]:
    begun = tuple(key.split("/", 2)) if key else ("", "", "")
    for language in sorted(site.languages):
        for presence in sorted(_PRESENCE):
            if (language, presence) < begun[:2]:
                continue
            after = begun[2] if (language, presence) == begun[:2] else None
            while True:
                page = table.query(listing_pk(language, presence), after=after, newest_first=False)
                yield from ((language, presence, item.sk) for item in page.items if "gone" not in item.body)
                after = page.last
                if after is None:
                    break
