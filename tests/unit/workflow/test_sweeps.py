"""A sweep has every upload looked at once, however many there are and wherever it stops."""

import pytest

from laera.adapters.memory import MemoryContent, MemoryQueue
from laera.workflow.notices import SITE, message_of, notices_in
from laera.workflow.ports import Notice
from laera.workflow.sweeps import STRETCH, is_sweep, start_sweep, sweep


def swept(content: MemoryContent) -> tuple[list[str], int]:
    """The keys that a whole sweep has looked at, carried by real messages, and in how many stretches."""
    queue = MemoryQueue()
    start_sweep(queue, SITE)
    keys, stretches = [], 0
    while queue.notices:
        for notice in notices_in(message_of(queue.notices.popleft())):
            if is_sweep(notice):
                sweep(content, queue, notice)
                stretches += 1
            else:
                assert notice.reason == SITE
                keys.append(notice.key)
    return keys, stretches


@pytest.mark.parametrize("count", [0, 1, STRETCH - 1, STRETCH, STRETCH + 1, 2 * STRETCH])
def test_every_upload_is_looked_at_once(count: int) -> None:
    """None is left out and none named twice, at the edges of a stretch neither."""
    content = MemoryContent()
    names = [f"articles/es/{number:05}.md" for number in range(count)]
    for name in names:
        content.put(name, b"")

    keys, stretches = swept(content)

    assert keys == names
    assert stretches == -(-count // STRETCH) + 1


def test_folders_are_passed_over_even_at_the_end_of_a_stretch() -> None:
    """A folder marker is no upload, and a sweep goes on behind one."""
    content = MemoryContent()
    for number in range(STRETCH - 1):
        content.put(f"articles/a/{number:05}.md", b"")
    content.put("articles/b/", b"")
    content.put("articles/b/last.md", b"")

    keys, _ = swept(content)

    assert len(keys) == STRETCH
    assert keys[-1] == "articles/b/last.md"


def test_deleted_uploads_are_looked_at_too() -> None:
    """Their tombstones take up new settings as pages do."""
    content = MemoryContent()
    content.put("articles/es/a.md", b"")
    content.delete("articles/es/a.md")
    assert swept(content)[0] == ["articles/es/a.md"]


def test_a_notice_of_an_upload_is_no_sweep() -> None:
    """Only the press itself starts one."""
    assert not is_sweep(Notice("articles/es/a.md", reason=SITE))
    assert not is_sweep(Notice("sweep:site"))
