"""Reading versions: what was read once is not read again."""

from laera.adapters.memory import MemoryContent
from laera.workflow.ports import Upload
from laera.workflow.version_reader import ReadOnce
from tests.unit.workflow.desk import KEY


class Counting(MemoryContent):
    """A bucket that counts how often it is read."""

    reads = 0

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """As any bucket."""
        self.reads += 1
        return super().read(key, version_id)


def test_a_version_is_read_once() -> None:
    """The desk and the history of a story ask for the same versions; the bucket is asked once for each."""
    content = Counting()
    versions = [content.put(KEY, body) for body in (b"one", b"two")]
    reader = ReadOnce(content)

    for _ in range(2):
        read = [reader.read(KEY, version.version_id) for version in versions]
        assert [upload and upload.body for upload in read] == [b"one", b"two"]
        assert reader.read(KEY, "lost") is None
    assert content.reads == 3
    assert reader.versions(KEY) == content.versions(KEY)
