"""Translation groups: stories with one translation key know where the others stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from laera.workflow.ports import Item, Table


@dataclass(frozen=True, slots=True)
class Sibling:
    """One story of a group."""

    language: str
    key: str
    path: str


def translations_of(table: Table, translation_key: str) -> list[Sibling]:
    """The live stories of a group, by language and then by key."""
    page = table.query(_pk(translation_key), newest_first=False)
    return [
        Sibling(item.sk.split("#", 1)[0], str(item.body["key"]), str(item.body["path"]))
        for item in page.items
        if "gone" not in item.body
    ]


def versions_of(siblings: Iterable[Sibling]) -> dict[str, Sibling]:
    """One story a language; of two in the same language the one whose key sorts first, wherever one looks from."""
    in_order = sorted(siblings, key=lambda sibling: (sibling.language, sibling.key), reverse=True)
    return {sibling.language: sibling for sibling in in_order}


def enter_translation(
    table: Table,
    key: str,
    earlier: tuple[tuple[str, str], ...],
    present: tuple[tuple[str, str], ...],
    path: str,
    rev: int,
) -> list[Sibling]:
    """Enter a story under its groups (translation key, language) and take it out of earlier ones.

    Gives the other stories in all of them: they link to this one, or no longer do.
    """
    siblings: dict[str, Sibling] = {}
    for translation_key, language in dict.fromkeys((*earlier, *present)):
        is_in = (translation_key, language) in present
        body: dict[str, object] = {"key": key, "path": path} if is_in else {"gone": True}
        table.put_newer(Item(_pk(translation_key), f"{language}#{key}", rev, body))
        siblings.update((sibling.key, sibling) for sibling in translations_of(table, translation_key))
    siblings.pop(key, None)
    return list(siblings.values())


def _pk(translation_key: str) -> str:
    return f"TRANSLATION#{translation_key}"
