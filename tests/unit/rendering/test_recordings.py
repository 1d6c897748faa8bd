"""Recordings within a body: players, links within sentences, and words where nothing can be played."""

import pytest

from laera.domain.recordings import MOST_RECORDINGS, Playable, Player, Recording
from laera.rendering.markdown import BodyWords, body_html, sanitised
from laera.rendering.pages import PageRenderer
from laera.rendering.recordings import PlayerWords, recordings_in, size_of
from tests.hostile.oracle import dangers_in
from tests.outside.json_documents import ninjs_complaints
from tests.unit.rendering.samples import SITE, a_story
from tests.unit.rendering.test_figures import READY

SOUND = Player(Playable("/media/ab-sound.mp3", "audio/mpeg", 204, 3_264_000))
FILM = Player(
    Playable("/media/cd-film.mp4", "video/mp4", 4000, 48_000_000, 1280, 720),
    (("es", "/media/ef-captions.vtt"), ("fr", "/media/gh-captions.vtt")),
    "/media/ij-1280.jpg",
)
WORDS = BodyWords(player=PlayerWords("{time} min", "Descargar ({size})", {"es": "Español"}))


def html_of(body: str, **ready: Player) -> str:
    """The body with the recordings of these names made ready; what is made is safe, and settled."""
    players = {f"media/{name}.{'mp4' if one.playable.is_film else 'mp3'}": one for name, one in ready.items()}
    html = body_html(body, pictures={"media/p.jpg": READY}, players=players, words=WORDS)
    assert dangers_in(html) == []
    assert sanitised(html) == html
    return html


def test_a_film_keeps_its_place_and_can_be_read_along() -> None:
    """Nothing is fetched before a reader asks; the story's own language is shown without being chosen."""
    assert html_of('![La "regata"](media/a.mp4 "Llegan | Iván")', a=FILM) == (
        '<figure class="film"><video controls="" preload="none" src="/media/cd-film.mp4"'
        ' aria-label="La &quot;regata&quot;" playsinline="" width="1280" height="720" poster="/media/ij-1280.jpg">'
        '<track default="" kind="captions" src="/media/ef-captions.vtt" srclang="es" label="Español">'
        '<track kind="captions" src="/media/gh-captions.vtt" srclang="fr" label="fr"></video>'
        '<figcaption><b>La "regata"</b> <small>1:06:40 min</small> Llegan <small class="credit">Iván</small>'
        ' <a href="/media/cd-film.mp4" download="" rel="noopener">Descargar (48 MB)</a></figcaption></figure>\n'
    )


def test_a_recording_among_photographs_stands_apart() -> None:
    """They stay figures; none of them is a gallery with it."""
    html = html_of("![x](media/p.jpg)\n![voz](media/a.mp3)\n![y](media/p.jpg)", a=SOUND)
    assert html.count("<figure>") == 2
    assert html.count("<audio") == 1
    assert "gallery" not in html


def test_a_recording_that_is_not_there_leaves_no_hole() -> None:
    """Within a sentence its name stays."""
    assert html_of("![voz](media/a.mp3)").strip() == ""
    assert html_of("Oye ![la voz](media/a.mp3) ya.") == "<p>Oye la voz ya.</p>\n"


def test_within_a_sentence_it_is_a_link() -> None:
    """A player would tear the line apart."""
    html = html_of("Oye ![la voz](media/a.mp3) ya.", a=SOUND)
    assert html == '<p>Oye <a href="/media/ab-sound.mp3" rel="noopener">la voz</a> ya.</p>\n'


def test_a_history_tells_what_was_written() -> None:
    """It plays nothing; a change of caption is a change of words."""
    assert body_html('![voz](media/a.mp3 "El muelle | Ana")') == "<p>voz</p>\n<p>El muelle Ana</p>\n"


@pytest.mark.parametrize(
    "raw",
    [
        "<video src='/media/cd-film.mp4' autoplay controls></video>",
        "<AUDIO controls src=https://elsewhere.example/a.mp3></AUDIO>",
        "<div><track src=/media/x.vtt></div>",
    ],
)
def test_players_are_the_papers_own(raw: str) -> None:
    """One in raw HTML is left out: it could begin by itself, or ask another site."""
    html = html_of(f"Antes.\n\n{raw}\n\n![voz](media/a.mp3)", a=SOUND)
    assert html.count("src=") == 1
    assert html.count("<audio") == 1
    assert "<video" not in html
    assert "<track" not in html


def test_a_body_tells_which_recordings_it_plays() -> None:
    """Each once, in its order, and so many at most."""
    body = '![a](media/b.mp3)\n\n![b](/media/a.MP4 "x | y")\n\n![again](media/b.mp3) ![](media/c.mp3) ![p](media/p.jpg)'
    assert recordings_in(body) == (Recording("media/b.mp3", "a"), Recording("media/a.MP4", "b", "x", "y"))
    assert recordings_in("an .mp3 in words") == ()
    many = "\n\n".join(f"![a](media/{number}.mp3)" for number in range(MOST_RECORDINGS + 3))
    assert len(recordings_in(many)) == MOST_RECORDINGS


def test_a_twin_names_what_cannot_be_played_yet() -> None:
    """It is read away from the page."""
    story = a_story(body='Oye ![la voz](media/a.mp3).\n\n![El coro](media/a.mp3 "En la plaza")\n')
    twin = PageRenderer.load().twin(SITE, story, renditions=None)
    assert "Oye la voz.\n\nEl coro\n\n*En la plaza*" in twin.decode()
    ready = PageRenderer.load().twin(SITE, story, renditions=None, players={"media/a.mp3": SOUND}).decode()
    assert f"Oye [la voz]({SITE.absolute('/media/ab-sound.mp3')})." in ready


def test_ninjs_with_recordings_is_valid() -> None:
    """By the schema that agencies hold it against."""
    story = a_story(body='![voz](media/a.mp3 "x | y")\n\n![cine](media/a.mp4)')
    players = {"media/a.mp3": SOUND, "media/a.mp4": FILM}
    item = PageRenderer.load().ninjs(SITE, story, version_id="v", renditions=None, translations={}, players=players)
    assert ninjs_complaints(item) == []


def test_a_size_is_told_as_telephones_tell_it() -> None:
    """In whole thousands, and never as nothing."""
    assert [size_of(size) for size in (10, 48_400, 999_400, 999_600, 12_345_678)] == [
        "1 KB",
        "48 KB",
        "999 KB",
        "1 MB",
        "12 MB",
    ]
