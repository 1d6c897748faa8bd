"""Translation groups: stories with one translation key know where the others stand."""

from collections.abc import Sequence
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


def paths_of(siblings: Sequence[Sibling]) -> dict[str, str]:
    """One path a language; of two stories in the same language the one whose key sorts first."""
    return {sibling.language: sibling.path for sibling in reversed(siblings)}


def enter_translation(
    table: Table,
    key: str,
    earlier: tuple[str, str] | None,
    present: tuple[str, str] | None,
    path: str,
    rev: int,
) -> list[str]:
    """Enter a story under its group (key, language) and take it out of an earlier one.

    Gives the keys of the stories that must now be looked at again, none when nothing changed for them.
    """
    told: dict[str, None] = {}
    for group in dict.fromkeys((earlier, present)):
        if group is None:
            continue
        translation_key, language = group
        body: dict[str, object] = {"key": key, "path": path} if group == present else {"gone": True}
        before = table.get(_pk(translation_key), f"{language}#{key}")
        table.put_newer(Item(_pk(translation_key), f"{language}#{key}", rev, body))
        if before is None or before.body != body:
            told.update((sibling.key, None) for sibling in translations_of(table, translation_key))
    told.pop(key, None)
    return list(told)


def _pk(translation_key: str) -> str:
    return f"TRANSLATION#{translation_key}"
