"""Recordings are public while a live story plays them, with what belongs to them, and by themselves."""

import json
import re
from dataclasses import replace

import pytest

from laera.domain.receipts import Outcome
from laera.workflow.photograph_use import RENDITIONS, image_pk
from laera.workflow.photographs import COPIES
from tests.unit.imaging.pictures import encoded, landscape
from tests.unit.recordings.films import PICTURE, SOUND, mp4, unit
from tests.unit.recordings.sounds import GPS, frames, id3
from tests.unit.workflow.desk import KEY, PATH, Desk, a_paper, manuscript

INTERVIEW = "media/2026/entrevista ñ.mp3"
FILM = "media/regata.mp4"
SPOKEN = "media/regata.es.vtt"
POSTER = "media/regata.jpg"
CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:02.000\nHola\n"
PLAYS = f'![La entrevista](<{INTERVIEW}> "Grabada en el muelle | Ana Rojas")\n'
SHOWS = f'![La regata desde el faro]({FILM} "Llegan | Iván")\n'
SOUND_FILE = id3() + frames(7815)
FILM_FILE = mp4(PICTURE, SOUND)


def story(body: str, **fields: str) -> bytes:
    """A manuscript with this body."""
    return manuscript(**fields).replace(b"Calma.\n", body.encode())


@pytest.fixture
def desk() -> Desk:
    """A paper."""
    return a_paper()


def public(desk: Desk) -> dict[str, bytes]:
    """What readers can fetch under media/."""
    found = ((key, desk.site.get(key)) for key in list(desk.site.keys("media/")))
    return {f"/{key}": page.body for key, page in found if page and "laera-status" not in page.metadata}


def test_a_recording_nobody_plays_is_not_public(desk: Desk) -> None:
    """It is looked at, and its editor hears that it is ready."""
    receipt = desk.upload(INTERVIEW, SOUND_FILE)

    assert receipt.outcome is Outcome.DRAFT
    assert public(desk) == {}


def test_a_story_plays_its_recording_by_itself(desk: Desk) -> None:
    """The story comes first and runs without a hole; the recording comes and the page completes itself."""
    receipt = desk.upload(KEY, story(PLAYS))
    assert [complaint.problem for complaint in receipt.complaints] == [f"{INTERVIEW} has not been uploaded"]
    assert "entrevista" not in desk.text(PATH).partition("<body")[2].partition("<footer")[0].replace("La ", "")

    receipt = desk.upload(INTERVIEW, SOUND_FILE)

    [(path, body)] = public(desk).items()
    assert re.fullmatch(r"/media/[0-9a-f]{24}-sound\.mp3", path)
    assert body == frames(7815)
    assert receipt.outcome is Outcome.PUBLISHED
    assert receipt.note.startswith("3:24 min, 3.1 MB")
    copy = desk.page(path)
    assert (copy.content_type, "immutable" in copy.cache_control) == ("audio/mpeg", True)
    page = desk.text(PATH)
    assert f'<audio controls="" preload="none" src="{path}" aria-label="La entrevista"></audio>' in page
    assert "<b>La entrevista</b> <small>3:24 min</small> Grabada en el muelle" in page
    assert '<small class="credit">Ana Rojas</small>' in page
    assert f'<a href="{path}" download="" rel="noopener">Descargar (3 MB)</a>' in page
    story_receipt = desk.receipt(KEY)
    assert story_receipt is not None
    assert story_receipt.complaints == ()


def test_machines_hear_of_it_too(desk: Desk) -> None:
    """Search engines, language models and agencies get the file, how long it takes and what it is."""
    desk.upload(INTERVIEW, SOUND_FILE)
    desk.upload(KEY, story(PLAYS))
    [path] = public(desk)

    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', desk.text(PATH))
    assert json.loads(script)["audio"] == [
        {
            "@type": "AudioObject",
            "name": "La entrevista",
            "contentUrl": f"https://laera.example{path}",
            "encodingFormat": "audio/mpeg",
            "duration": "PT3M24S",
            "uploadDate": "2026-01-30T09:00:00-03:00",
            "description": "Grabada en el muelle",
        }
    ]
    twin = desk.text(f"{PATH}.md")
    assert f"[La entrevista](https://laera.example{path}) (3:24 min)\n\n*Grabada en el muelle Ana Rojas*" in twin
    ninjs = json.loads(desk.text(f"{PATH}.json"))
    [recording] = ninjs["associations"]
    assert (recording["type"], recording["renditions"][0]["duration"]) == ("audio", 204)


def test_a_film_gets_its_captions_and_its_poster(desk: Desk) -> None:
    """Each of them whenever it comes; until the captions are there the story's receipt asks for them."""
    desk.upload(KEY, story(SHOWS))
    desk.upload(FILM, FILM_FILE)
    receipt = desk.receipt(KEY)
    assert receipt is not None
    [complaint] = receipt.complaints
    assert complaint.problem == f"{FILM} has no captions for readers who cannot hear it"
    assert complaint.cure == f"upload {SPOKEN}: what is said, as WebVTT"
    assert 'width="320" height="180"></video>' in desk.text(PATH)

    spoken = desk.upload(SPOKEN, CAPTIONS)
    desk.upload("media/regata.en.vtt", CAPTIONS.replace(b"Hola", b"Hello"))
    desk.upload(POSTER, encoded(landscape(400, 300)))

    assert (spoken.outcome, spoken.note) == (Outcome.PUBLISHED, "The last caption ends at 0:02 min.")
    [video] = re.findall(r"<video .*?</video>", desk.text(PATH))
    [path] = [path for path in public(desk) if path.endswith("-film.mp4")]
    assert f'src="{path}"' in video
    assert re.search(r'poster="/media/[0-9a-f]{24}-400\.jpg"', video)
    tracks = re.findall(r'<track ((?:default="" )?)kind="captions" src="(\S+)" srclang="(\w+)" label="(\w+)">', video)
    assert [(default, language, label) for default, _, language, label in tracks] == [
        ('default="" ', "es", "Español"),
        ("", "en", "English"),
    ]
    assert desk.page(tracks[0][1]).body == CAPTIONS
    assert desk.page(tracks[0][1]).content_type == "text/vtt; charset=utf-8"
    receipt = desk.receipt(KEY)
    assert receipt is not None
    assert receipt.complaints == ()


def test_captions_that_cannot_be_read_are_told_of_at_both_desks(desk: Desk) -> None:
    """The film runs; its editor hears why nobody can read along."""
    desk.upload(KEY, story(SHOWS))
    desk.upload(FILM, FILM_FILE)
    refused = desk.upload(SPOKEN, b"1\n00:00:01,000 --> 00:00:02,000\nHola\n")

    assert refused.outcome is Outcome.REJECTED
    assert "SubRip" in refused.complaints[0].problem
    again = desk.deliver(KEY)
    assert [complaint.problem for complaint in again.complaints] == [f"{SPOKEN} could not be read as captions"]


def test_nothing_that_a_camera_wrote_is_public(desk: Desk) -> None:
    """Not in the copies, nor on the page, nor in the documents beside it."""
    place = unit(b"\6\5\x20" + GPS + b"\x80")
    desk.upload(FILM, mp4(replace(PICTURE, samples=(place + PICTURE.samples[0],)), SOUND))
    desk.upload(INTERVIEW, SOUND_FILE)
    desk.upload(KEY, story(f"{PLAYS}\n{SHOWS}"))

    assert len(public(desk)) == 2
    assert not [key for key, (body, _) in desk.everything().items() if GPS in body]


def test_an_embargoed_recording_is_not_public_before_its_hour(desk: Desk) -> None:
    """Nor are its captions; both leave with the story."""
    for key, body in ((FILM, FILM_FILE), (SPOKEN, CAPTIONS), (POSTER, encoded(landscape(400, 300)))):
        desk.upload(key, body)
    desk.upload(KEY, story(SHOWS, embargo="2099-01-01T00:00:00Z"))
    assert public(desk) == {}

    desk.upload(KEY, story(SHOWS))
    assert {path.rpartition(".")[2] for path in public(desk)} >= {"mp4", "vtt", "jpg"}

    desk.upload(KEY, story(SHOWS, withdrawn="fue un error"))
    assert public(desk) == {}
    for key in (FILM, SPOKEN, POSTER):
        receipt = desk.receipt(key)
        assert receipt is not None
        assert receipt.outcome is Outcome.DRAFT


def test_a_recording_is_replaced_and_deleted_like_a_photograph(desk: Desk) -> None:
    """The page follows; a damaged version never replaces a good one."""
    desk.upload(KEY, story(PLAYS))
    desk.upload(INTERVIEW, SOUND_FILE)
    [first] = public(desk)

    bad = desk.upload(INTERVIEW, b"RIFF\0\0\0\0WAVEfmt ")
    assert bad.outcome is Outcome.REJECTED
    assert bad.note == "The recording uploaded before it stays in use."
    assert list(public(desk)) == [first]

    desk.upload(INTERVIEW, frames(100))
    [second] = public(desk)
    assert second != first
    assert second in desk.text(PATH)

    desk.delete(INTERVIEW)
    assert public(desk) == {}
    assert "<audio" not in desk.text(PATH)
    gone = desk.receipt(INTERVIEW)
    assert gone is not None
    assert gone.note == "Stories that used this recording run without it."


def test_two_stories_share_a_recording(desk: Desk) -> None:
    """It stays while one of them plays it."""
    desk.upload(INTERVIEW, SOUND_FILE)
    desk.upload(KEY, story(PLAYS))
    desk.upload("articles/es/otro.md", story(PLAYS, headline="Otro"))
    [path] = public(desk)

    desk.delete(KEY)
    assert list(public(desk)) == [path]
    desk.delete("articles/es/otro.md")
    assert public(desk) == {}


def test_a_second_delivery_opens_nothing_and_writes_nothing(desk: Desk) -> None:
    """A recording of 200 MB is read once."""
    desk.upload(KEY, story(SHOWS))
    desk.upload(FILM, FILM_FILE)
    desk.upload(SPOKEN, CAPTIONS)
    before = desk.everything()
    revisions = [desk.table.get(image_pk(key), sort) for key in (FILM, SPOKEN) for sort in (RENDITIONS, COPIES)]

    for key in (FILM, SPOKEN, KEY):
        desk.deliver(key)

    assert desk.everything() == before
    assert revisions == [desk.table.get(image_pk(key), sort) for key in (FILM, SPOKEN) for sort in (RENDITIONS, COPIES)]


def test_sound_in_a_film_s_clothes_is_sound(desk: Desk) -> None:
    """An .mp4 without a picture needs no captions: what is said should be in the text."""
    desk.upload(KEY, story(SHOWS))
    desk.upload(FILM, mp4(SOUND))

    receipt = desk.receipt(KEY)
    assert receipt is not None
    assert receipt.complaints == ()
    assert "<audio" in desk.text(PATH)
    [path] = public(desk)
    assert path.endswith("-sound.m4a")
