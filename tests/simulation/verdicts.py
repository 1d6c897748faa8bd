"""What may not happen on a newsday, looked for after every step and at the end of the day."""

from laera.domain.receipts import Outcome
from laera.domain.site import SITE_KEY
from laera.errors import ContestedError
from laera.rendering.pages import PageRenderer
from laera.workflow.receipts import receipt_on_file
from tests.simulation.hearsay import wrongly_heard
from tests.simulation.newsdays import FRONTS, KEYS, Newsday, everything_in


def verdict_on(seed: int, renderer: PageRenderer) -> str:
    """Live through one seed's day; gives what went wrong, nothing when all came right."""
    day = Newsday(seed, renderer)
    for _ in range(day.rng.randint(3, 12)):
        for _ in range(day.rng.randint(1, 3)):
            day.edit()
        if day.rng.random() < 0.8:
            day.deliver()
        if day.rng.random() < 0.3:
            day.deliver_lists()
        if leaks := day.leaks():
            return f"seed {seed}: public before its hour: {leaks}"
        if day.site.wrongs:
            break
    try:
        day.settle()
    except AssertionError as unrest:
        return str(unrest)
    return f"seed {seed}: {day.site.wrongs}" if day.site.wrongs else _end_of(day)


def _end_of(day: Newsday) -> str:
    if strange := [fault for fault in day.faults if not isinstance(fault, ContestedError)]:
        return f"seed {day.seed}: {strange!r}"
    if loose := day.site.loose_ends():
        return f"seed {day.seed}: {loose}"
    reference = day.reference()
    is_site, must_be = everything_in(day.site), everything_in(reference)
    different = sorted(key for key in is_site.keys() | must_be if is_site.get(key) != must_be.get(key))
    if day.has_erased:  # only the site remembers erased versions: a 410 or 301 for nothing, another story's 410
        different = [key for key in different if not _is_memory(day.site.sign(key), reference.sign(key))]
    if different:
        return f"seed {day.seed}: not what the bucket says: {different}"
    if wrong := wrongly_heard(day.table, day.outcomes):
        return f"seed {day.seed}: {wrong}"
    for key in (*KEYS, *FRONTS, SITE_KEY):
        newest = next(iter(day.content.versions(key)), None)
        receipt = receipt_on_file(day.table, key, newest.version_id) if newest else None
        if newest and (receipt is None or receipt.outcome is Outcome.SUPERSEDED):
            return f"seed {day.seed}: {key} {newest.version_id} has no receipt of its own: {receipt}"
    return ""


def _is_memory(sign: tuple[str | None, str | None], expected: tuple[str | None, str | None]) -> bool:
    return sign[0] is not None and expected in {sign, ("", None)}
