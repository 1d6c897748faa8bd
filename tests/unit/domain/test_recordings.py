"""Recordings: what belongs to one, how long it takes, and what the press remembers of it."""

import json

import pytest

from laera.domain.recordings import Captions, OneCopy, Playable, captions_key, clock_time, iso_duration, poster_key


@pytest.mark.parametrize(
    ("seconds", "shown", "told"),
    [(1, "0:01", "PT1S"), (60, "1:00", "PT1M"), (204, "3:24", "PT3M24S"), (3727, "1:02:07", "PT1H2M7S")],
)
def test_how_long_it_takes_is_said_to_readers_and_to_machines(seconds: int, shown: str, told: str) -> None:
    """As clocks show it, and as ISO 8601 writes it."""
    assert (clock_time(seconds), iso_duration(seconds)) == (shown, told)


def test_captions_and_poster_lie_beside_the_film() -> None:
    """Under its name, whatever else has a dot in it."""
    assert captions_key("media/2026.01/a.b.MP4", "es-CL") == "media/2026.01/a.b.es-CL.vtt"
    assert poster_key("media/2026.01/a.b.MP4") == "media/2026.01/a.b.jpg"


@pytest.mark.parametrize(
    "ready", [Playable("/media/a-film.mp4", "video/mp4", 9, 1_000, 320, 180), Captions("/media/b-captions.vtt")]
)
def test_a_record_tells_all_of_it(ready: OneCopy) -> None:
    """Written as JSON and read again; and one copy is for every story."""
    assert type(ready).from_record(json.loads(json.dumps(ready.to_record()))) == ready
    assert ready.paths == (ready.path,)
    assert ready.serves(("50-50",))
    assert not ready.serves(())


def test_a_film_is_what_can_be_seen() -> None:
    """Whatever its file is called."""
    assert Playable("/media/a-film.mp4", "video/mp4", 9, 1_000, 320, 180).is_film
    assert not Playable("/media/a-sound.m4a", "audio/mp4", 9, 1_000).is_film
