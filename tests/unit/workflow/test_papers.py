"""The paper goes by the newest valid site.yaml, whatever is uploaded after it."""

import pytest

from laera.adapters.memory import MemoryContent
from laera.domain.site_file import starter_site
from laera.errors import StoreUnavailableError
from laera.workflow.papers import Paper
from laera.workflow.ports import Upload
from tests.unit.workflow.desk import SITE

FARO = SITE.replace("La Era", "El Faro").encode()


class CountingContent(MemoryContent):
    """Counts how often something is read."""

    reads = 0
    refuses_at = 0

    def read(self, key: str, version_id: str | None = None) -> Upload | None:
        """As ever, but for the one read that the service refuses."""
        self.reads += 1
        if self.reads == self.refuses_at:
            raise StoreUnavailableError("the store refused")
        return super().read(key, version_id)


@pytest.fixture
def content() -> CountingContent:
    """An empty bucket."""
    return CountingContent()


def test_before_any_site_file_there_is_the_starter_paper(content: CountingContent) -> None:
    """The first story needs no settings."""
    edition = Paper(content).current()
    assert edition.site == starter_site()
    assert (edition.version_id, edition.newest) == ("starter", None)


def test_a_new_site_file_is_in_force_at_once(content: CountingContent) -> None:
    """A process that has run for hours sees it with its next story."""
    paper = Paper(content)
    content.put("site.yaml", SITE.encode())
    assert paper.current().site.name == "La Era"
    content.put("site.yaml", FARO)
    assert paper.current().site.name == "El Faro"


def test_a_broken_site_file_leaves_the_last_good_one(content: CountingContent) -> None:
    """However many broken ones follow each other; the complaints are about the newest."""
    good = content.put("site.yaml", FARO)
    content.put("site.yaml", b"sections: 3")
    newest = content.put("site.yaml", FARO.replace(b"America/Santiago", b"America/Santigo"))

    edition = Paper(content).current()

    assert (edition.site.name, edition.version, edition.newest) == ("El Faro", good, newest)
    assert [complaint.field for complaint in edition.complaints] == ["time_zone"]


def test_a_hundred_broken_site_files_are_no_reason_to_start_over(content: CountingContent) -> None:
    """The starter paper does not come back once there was another."""
    content.put("site.yaml", FARO)
    for _ in range(100):
        content.put("site.yaml", b"broken")
    assert Paper(content).current().site.name == "El Faro"


def test_a_deleted_site_file_leaves_the_last_good_one(content: CountingContent) -> None:
    """The paper goes on."""
    content.put("site.yaml", FARO)
    marker = content.delete("site.yaml")
    edition = Paper(content).current()
    assert (edition.site.name, edition.newest, edition.complaints) == ("El Faro", marker, ())


def test_a_restored_site_file_is_in_force_again(content: CountingContent) -> None:
    """Whoever removes the newer version for good has the older one back."""
    paper = Paper(content)
    content.put("site.yaml", SITE.encode())
    newer = content.put("site.yaml", FARO)
    assert paper.current().site.name == "El Faro"
    content.delete_version("site.yaml", newer.version_id)
    assert paper.current().site.name == "La Era"


def test_only_broken_site_files_leave_the_starter_paper(content: CountingContent) -> None:
    """The complaints are there all the same."""
    content.put("site.yaml", b"\xff\xfe")
    edition = Paper(content).current()
    assert edition.version_id == "starter"
    assert edition.complaints


def test_the_site_file_is_read_once(content: CountingContent) -> None:
    """A thousand stories do not read it a thousand times."""
    content.put("site.yaml", FARO)
    paper = Paper(content)
    assert len({id(paper.current()) for _ in range(5)}) == 1
    assert content.reads == 1


def test_earlier_papers_are_remembered_newest_first(content: CountingContent) -> None:
    """Broken and deleted ones were never in force."""
    for name in ("Uno", "Dos", "Tres"):
        content.put("site.yaml", SITE.replace("La Era", name).encode())
        content.put("site.yaml", b"broken")
    content.delete("site.yaml")
    paper = Paper(content)

    edition = paper.current()

    assert edition.site.name == "Tres"
    assert content.reads == 2  # of earlier ones nothing is read before somebody asks
    assert [reign.site.name for reign in edition.reigns] == ["Tres", "Dos", "Uno"]
    newest, before, _ = edition.reigns
    assert (newest.until, before.until) == (None, newest.since)
    reads = content.reads
    assert len(list(edition.reigns)) == 3
    assert content.reads == reads


def test_a_read_that_failed_hides_no_earlier_paper(content: CountingContent) -> None:
    """A process that goes on after it knows them all: stories find their former addresses by them."""
    for name in ("Uno", "Dos", "Tres", "Cuatro"):
        content.put("site.yaml", SITE.replace("La Era", name).encode())
    content.refuses_at = 3
    paper = Paper(content)
    with pytest.raises(StoreUnavailableError):
        list(paper.current().reigns)

    edition = paper.current()

    assert [reign.site.name for reign in edition.reigns] == ["Cuatro", "Tres", "Dos", "Uno"]
    first = list(edition.reigns)[-1]
    assert first.since.year == 1


def test_the_starter_paper_has_none_before_it(content: CountingContent) -> None:
    """It is what there is before all else."""
    edition = Paper(content).current()
    assert [(reign.site, reign.until) for reign in edition.reigns] == [(edition.site, None)]
