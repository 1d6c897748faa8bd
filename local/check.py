"""`laera check`: what the press would complain about, before anything is uploaded."""

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from laera.adapters.folder_content import FolderContent, is_ignored
from laera.domain.articles import PAGES
from laera.domain.complaints import Complaint, errors_in
from laera.domain.front_file import ENDING, FRONTS, is_front_file, read_front
from laera.domain.manuscripts import read_manuscript
from laera.domain.person_file import PEOPLE, is_person_file, read_person
from laera.domain.site import SITE_KEY, Site
from laera.domain.site_file import TEMPLATES_FIELD, no_such_page, read_site, starter_site
from laera.recordings.uploads import is_recording
from laera.rendering.environment import TemplateHome
from laera.rendering.pages import PageRenderer
from laera.rendering.template_sets import TEMPLATES, key_of_set, set_of_key
from laera.rendering.words import languages_spoken
from laera.workflow.crafts import craft_of
from laera.workflow.newsroom import ARTICLES, MEDIA, no_use_for
from laera.workflow.ports import LARGEST_UPLOAD
from laera.workflow.pushed_sets import PushedSets
from laera.workflow.template_sets import TemplateSets

_PHOTOGRAPHS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".heic", ".tif", ".tiff"})
"""Endings of files that are meant as photographs, wherever they lie now, among them those the press refuses."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file and what is to be said of it."""

    path: Path
    complaints: tuple[Complaint, ...]


def run(arguments: argparse.Namespace) -> int:
    """Check the files named; 0 when nothing has errors, 1 when something has, 2 when a file cannot be read."""
    try:
        papers = _Papers(arguments.site)
        checked = [_check(path, papers) for path in _files(arguments.files)]
    except OSError as error:
        print(f"laera check: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps([_as_json(one) for one in checked], ensure_ascii=False, indent=2))
    else:
        _print(checked)
    return 1 if any(errors_in(one.complaints) for one in checked) else 0


class _Papers:
    """The site each file belongs to: the one named, else the nearest `site.yaml` above it, else the starter paper."""

    def __init__(self, named: Path | None) -> None:
        self._named = named
        self._known: dict[Path, tuple[Site, Path | None]] = {}

    def around(self, path: Path) -> tuple[Site, Path | None]:
        """The site and the root of the content folder, None when there is no `site.yaml` above."""
        folder = path.absolute().parent
        if folder not in self._known:
            self._known[folder] = self._find(folder)
        return self._known[folder]

    def _find(self, folder: Path) -> tuple[Site, Path | None]:
        if self._named:
            return self._read(self._named), self._named.absolute().parent
        for candidate in (folder, *folder.parents):
            if (candidate / SITE_KEY).is_file():
                return self._read(candidate / SITE_KEY), candidate
        return starter_site(), None

    @staticmethod
    def _read(path: Path) -> Site:
        reading = read_site(path.read_bytes()[: LARGEST_UPLOAD + 1])
        if reading.site is None:
            print(f"laera check: {path} has errors; stories are checked against the starter paper", file=sys.stderr)
            return starter_site()
        return reading.site


def _check(path: Path, papers: _Papers) -> _Checked:
    is_upload = path.parent.name == MEDIA.rstrip("/") or path.suffix.lower() in _PHOTOGRAPHS
    if is_upload or is_recording(path.name):
        return _Checked(path, _about_upload(path))
    body = path.read_bytes()[: LARGEST_UPLOAD + 1]
    if path.name == SITE_KEY:
        return _Checked(path, _about_site(path, body))
    if path.suffix.lower() == ".zip":
        return _Checked(path, _about_set(path, papers))
    if path.suffix.lower() == ENDING:
        return _Checked(path, _about_document(path, body, papers))
    if path.suffix.lower() != ".md":
        return _Checked(path, (no_use_for(f"{ARTICLES}{path.name}"),))
    site, root = papers.around(path)
    return _Checked(path, read_manuscript(_key(path, root), body, site).complaints)


def _about_site(path: Path, body: bytes) -> tuple[Complaint, ...]:
    """What the press says of site.yaml. Whether the bucket has a set that its folder has not is not known here."""
    content = FolderContent(path.absolute().parent)

    def look_at(name: str) -> Complaint | Collection[str]:
        return _sets(content).look_at(name) if PushedSets(content).versions(name) else languages_spoken(home)

    home = TemplateHome.find()
    reading = read_site(body, languages_spoken(home), look_at)
    complaints = (*reading.complaints, *(_about_footer(path, reading.site) if reading.site else ()))
    name = reading.site.templates if reading.site else ""
    if name and not PushedSets(content).versions(name):
        note = f"{key_of_set(name)} is not in this folder, so the set was not looked at"
        return (*complaints, Complaint(note, field=TEMPLATES_FIELD, is_warning=True))
    return complaints


def _about_footer(path: Path, site: Site) -> Iterator[Complaint]:
    """The links of the footer for which the folder has no page."""
    root = path.absolute().parent
    there = set()
    for page in sorted((root / PAGES).rglob("*.md")) if site.footer else ():
        reading = read_manuscript(page.relative_to(root).as_posix(), page.read_bytes()[: LARGEST_UPLOAD + 1], site)
        if reading.article and not reading.article.is_draft:
            article = reading.article
            there.add(site.article_path(article.language, article.section, article.slug))
    yield from (no_such_page(language, link, at) for language, link, at in site.footer_links() if at not in there)


def _about_document(path: Path, body: bytes, papers: _Papers) -> tuple[Complaint, ...]:
    site, root = papers.around(path)
    key = _key(path, root)
    if is_person_file(key):
        return read_person(key, body, site).complaints
    return read_front(key, body, site).complaints if is_front_file(key) else (no_use_for(key),)


def _about_set(path: Path, papers: _Papers) -> tuple[Complaint, ...]:
    root = papers.around(path)[1] or path.absolute().parent.parent
    key = path.absolute().relative_to(root).as_posix()
    name = set_of_key(key)
    return _sets(FolderContent(root)).complaints_about(name) if name else (no_use_for(key),)


def _sets(content: FolderContent) -> TemplateSets:
    return TemplateSets(content, PageRenderer.load().with_sets(PushedSets(content)))


def _about_upload(path: Path) -> tuple[Complaint, ...]:
    """What the photo desk would say of a photograph or a recording."""
    craft = craft_of(path.name)
    refusal = craft.refusal_by_size(path.name, path.stat().st_size)
    return (refusal,) if refusal else craft.opened(path.name, path.read_bytes()).complaints


def _key(path: Path, root: Path | None) -> str:
    """The key the file would be uploaded under: its path below the content folder.

    Without one, from `articles/`, `pages/`, `authors/` or `fronts/` on.
    """
    absolute = path.absolute()
    if root and absolute.is_relative_to(root):
        return absolute.relative_to(root).as_posix()
    parts = absolute.parts
    begins = [place for place, part in enumerate(parts) if f"{part}/" in {ARTICLES, PAGES, PEOPLE, FRONTS}]
    start = begins[-1] if begins else len(parts) - 1
    return str(PurePosixPath(*parts[start:]))


def _files(named: Sequence[Path]) -> Iterator[Path]:
    for path in named:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if _is_checked(found, path))
            if (path / SITE_KEY).is_file():
                yield path / SITE_KEY
        else:
            yield path


def _is_checked(found: Path, folder: Path) -> bool:
    """Whether a file of a folder would be uploaded with it, and as something that is checked."""
    parts = found.relative_to(folder).parts
    is_story = found.suffix.lower() == ".md"
    is_yaml = found.suffix.lower() == ENDING
    is_document = is_yaml and bool({FRONTS.rstrip("/"), PEOPLE.rstrip("/")} & set(found.absolute().parts))
    is_set = found.suffix.lower() == ".zip" and found.parent.name == TEMPLATES.rstrip("/")
    return (is_story or is_document or is_set) and not any(map(is_ignored, parts)) and found.is_file()


def _print(checked: Sequence[_Checked]) -> None:
    for one in checked:
        for complaint in one.complaints:
            place = f"{one.path}:{complaint.line}" if complaint.line else str(one.path)
            kind = "warning" if complaint.is_warning else "error"
            field = f"{complaint.field}: " if complaint.field else ""
            cure = f"; {complaint.cure}" if complaint.cure else ""
            print(f"{place}: {kind}: {field}{complaint.problem}{cure}")
    refused = sum(1 for one in checked if errors_in(one.complaints))
    files = "1 file" if len(checked) == 1 else f"{len(checked)} files"
    print(f"{files} checked: {f'{refused} would be rejected' if refused else 'all would be published'}.")


def _as_json(one: _Checked) -> dict[str, object]:
    return {
        "file": str(one.path),
        "outcome": "rejected" if errors_in(one.complaints) else "accepted",
        "complaints": [
            {
                "line": complaint.line,
                "field": complaint.field,
                "problem": complaint.problem,
                "cure": complaint.cure,
                "is_warning": complaint.is_warning,
            }
            for complaint in one.complaints
        ],
    }
