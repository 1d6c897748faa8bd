"""What the person at the terminal reads."""

import io
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from local.aws.cloud import Cloud
from local.newsdesk import Newsdesk


class Terminal(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def out() -> io.StringIO:
    """Where the desk prints."""
    return io.StringIO()


@pytest.fixture
def desk(cloud: Cloud, out: io.StringIO) -> Iterator[Newsdesk]:
    """A desk at work."""
    for bucket in ("content", "receipts"):
        cloud.s3.create_bucket(Bucket=bucket)
        # Of receipts too, so that each is read as it was filed, however fast the next follows.
        cloud.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    desk = Newsdesk(cloud, "content", "receipts", "http://127.0.0.1:8000", out)
    cloud.storage_events.watch(desk.see)
    desk.start()
    yield desk
    desk.stop()


def file(cloud: Cloud, key: str, outcome: str, **more: Any) -> None:  # noqa: ANN401 - any JSON
    """A receipt, as the press files it: one object for programs, one for people."""
    receipt = {"key": key, "outcome": outcome, "address": "", "note": "", "complaints": [], **more}
    cloud.s3.put_object(Bucket="receipts", Key=f"{key}.json", Body=json.dumps(receipt).encode())
    cloud.s3.put_object(Bucket="receipts", Key=f"{key}.txt", Body=b"for people")


def lines(desk: Newsdesk, out: io.StringIO) -> list[str]:
    """All that was printed, once the desk has read everything."""
    desk.stop()
    return out.getvalue().splitlines()


def test_an_upload_is_one_line_with_its_time_and_its_local_address(
    desk: Newsdesk, cloud: Cloud, out: io.StringIO
) -> None:
    """The address is where the story can be read here, not where it will be read."""
    cloud.s3.put_object(Bucket="content", Key="a.md", Body=b"x")
    time.sleep(0.01)
    file(cloud, "a.md", "published", address="https://laera.example/internacional/a")

    (line,) = lines(desk, out)
    outcome, key, took, address = line.split("  ", 3)[0], *line.split()[1:3], line.split()[-1]
    assert (outcome.strip(), key, address) == ("published", "a.md", "http://127.0.0.1:8000/internacional/a")
    assert int(took) >= 10


def test_a_draft_s_line_ends_with_where_it_can_be_seen_here(desk: Newsdesk, cloud: Cloud, out: io.StringIO) -> None:
    """And a held story's, with its hour before it: its own address opens only then."""
    preview = "https://laera.example/api/preview/a.b"
    file(cloud, "a.md", "draft", preview=preview)
    held = {"address": "https://laera.example/internacional/b", "note": "It runs at 2036-01-31 09:00-03:00."}
    file(cloud, "b.md", "scheduled", preview=preview, **held)

    assert [line.split("  ")[-1] for line in lines(desk, out)] == ["http://127.0.0.1:8000/api/preview/a.b"] * 2
    assert out.getvalue().splitlines()[1].split("  ")[-2] == "It runs at 2036-01-31 09:00-03:00."


def test_a_bad_edit_s_line_says_what_readers_see_instead(desk: Newsdesk, cloud: Cloud, out: io.StringIO) -> None:
    """An address alone would look as if the edit could be read there."""
    note = "The version before it stays on the site (v1)."
    file(cloud, "a.md", "rejected", note=note, address="https://laera.example/internacional/a")

    (line,) = lines(desk, out)
    assert line.split("  ")[-2:] == [note, "http://127.0.0.1:8000/internacional/a"]


def test_every_complaint_is_printed_in_full(desk: Newsdesk, cloud: Cloud, out: io.StringIO) -> None:
    """Line, field, what is wrong and how to cure it; a warning says that it is one, and comes after what is not."""
    complaints = [
        {"line": None, "field": None, "problem": "odd", "cure": "", "is_warning": True},
        {"line": 4, "field": "section", "problem": "'x' is not in site.yaml", "cure": "did you mean 'y'?"},
    ]
    cloud.s3.put_object(Bucket="content", Key="a.md", Body=b"x")
    file(cloud, "a.md", "rejected", complaints=complaints)

    printed = lines(desk, out)
    assert printed[0].startswith("rejected    a.md")
    assert printed[1].strip() == "line 4: section: 'x' is not in site.yaml; did you mean 'y'?"
    assert printed[2].strip() == "warning: odd"


def test_a_page_made_again_is_no_news_but_a_new_outcome_is(desk: Newsdesk, cloud: Cloud, out: io.StringIO) -> None:
    """Rebuilding the paper stays quiet; an embargo that lifts by itself does not."""
    cloud.s3.put_object(Bucket="content", Key="a.md", Body=b"x")
    file(cloud, "a.md", "scheduled", note="until 9")
    file(cloud, "a.md", "scheduled", note="until 9 ")
    file(cloud, "a.md", "published")
    file(cloud, "a.md", "published", note="again")

    assert [line.split()[0] for line in lines(desk, out)] == ["scheduled", "published"]


def test_of_two_uploads_close_together_each_has_its_line_and_its_time(
    desk: Newsdesk, cloud: Cloud, out: io.StringIO
) -> None:
    """The first receipt comes when the second upload is made already: its time does not run backwards."""
    first = cloud.s3.put_object(Bucket="content", Key="a.md", Body=b"x")["VersionId"]
    time.sleep(0.05)
    began = time.monotonic()
    second = cloud.s3.put_object(Bucket="content", Key="a.md", Body=b"y")["VersionId"]
    for version_id in (first, second, second):
        file(cloud, "a.md", "published", version_id=version_id)
    longest = (time.monotonic() - began) * 1000

    took = [int(line.split()[2]) for line in lines(desk, out)]
    assert len(took) == 2
    assert took[0] >= 50
    assert 0 <= took[1] <= longest


def test_a_version_that_is_removed_has_its_line(desk: Newsdesk, cloud: Cloud, out: io.StringIO) -> None:
    """Its receipt is of the version that came back."""
    first = cloud.s3.put_object(Bucket="content", Key="a.md", Body=b"x")["VersionId"]
    file(cloud, "a.md", "published", version_id=first)
    removed = cloud.s3.put_object(Bucket="content", Key="a.md", Body=b"y")["VersionId"]
    file(cloud, "a.md", "published", version_id=removed)
    cloud.s3.delete_object(Bucket="content", Key="a.md", VersionId=removed)
    file(cloud, "a.md", "published", version_id=first)

    assert [line.split()[:2] for line in lines(desk, out)] == [["published", "a.md"]] * 3


def test_a_folder_taken_in_is_counted_and_only_rejections_are_printed(
    desk: Newsdesk, cloud: Cloud, out: io.StringIO
) -> None:
    """Each of its files once; what someone uploads meanwhile has its line as ever, the same file again included."""
    tally = desk.take_in(["a.md", "b.md", "c.md"])
    uploads = (("a.md", "published"), ("b.md", "rejected"), ("c.md", "draft"), ("new.md", "published"))
    for key, outcome in (*uploads, ("a.md", "unchanged")):
        cloud.s3.put_object(Bucket="content", Key=key, Body=outcome.encode())
        file(cloud, key, outcome)
    file(cloud, "c.md", "published")  # its hour came, with no new upload

    printed = [line.split()[:2] for line in lines(desk, out)]
    assert printed == [["rejected", "b.md"], ["published", "new.md"], ["unchanged", "a.md"]]
    assert str(tally) == "2 published, 1 rejected"


def test_a_receipt_that_cannot_be_read_does_not_silence_the_desk(
    desk: Newsdesk, cloud: Cloud, out: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is complained about, and the next one is printed."""
    cloud.s3.put_object(Bucket="receipts", Key="bad.json", Body=b"{")
    file(cloud, "a.md", "published")

    assert len(lines(desk, out)) == 1
    assert "receipt bad.json cannot be read" in capsys.readouterr().err


def test_progress_is_shown_on_a_terminal_alone(cloud: Cloud) -> None:
    """And a line is never written into it."""
    terminal, pipe = Terminal(), io.StringIO()
    for out in (terminal, pipe):
        desk = Newsdesk(cloud, "content", "receipts", "http://x", out)
        desk.progress("3 of 9")
        desk.say("a line")

    assert terminal.getvalue() == "\r\033[K3 of 9\r\033[Ka line\n3 of 9"
    assert pipe.getvalue() == "a line\n"
