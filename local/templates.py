"""`laera templates`: pushes template sets, and tells which there are."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from laera.adapters.folder_content import FolderContent
from laera.adapters.s3 import S3Content
from laera.rendering.compiling import files_of_set
from laera.rendering.environment import SOURCE
from laera.rendering.pages import PageRenderer
from laera.rendering.specimens import mistakes_of
from laera.rendering.template_sets import key_of_set, name_of_set, packed
from laera.workflow.papers import Paper
from laera.workflow.ports import ContentStore
from laera.workflow.pushed_sets import PushedSets
from laera.workflow.template_sets import TemplateSets
from local.errors import NoPaperError, RunnerError
from local.verifying.paper_stores import content_bucket, saying_what_fails


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paper's uploads lie. `put` uploads a file under a key."""

    name: str
    content: ContentStore
    put: Callable[[str, bytes], object]


def run(arguments: argparse.Namespace) -> int:
    """Push or list; 0 when all is well, 1 when the set cannot be used, 2 when there is no paper to push it to."""
    try:
        return _push(arguments) if arguments.action == "push" else _list(arguments)
    except RunnerError as error:
        sys.stderr.write(f"laera templates: {error}\n")
        return 2


def _push(arguments: argparse.Namespace) -> int:
    folder = arguments.folder or SOURCE
    files = files_of_set(folder)
    body, name = packed(files), name_of_set(files)
    mistakes = mistakes_of(PageRenderer.load().with_sets(lambda _: files), name)
    if mistakes:
        for mistake in mistakes:
            print(f"{folder}/{mistake}", file=sys.stderr)
        print("nothing was pushed: no paper can be made with this set", file=sys.stderr)
        return 1
    with saying_what_fails():
        place = _place(arguments)
        is_new = name not in PushedSets(place.content).listed()
        if is_new:
            place.put(key_of_set(name), body)
    said = f"pushed {len(files)} files, {len(body):,} bytes, as {key_of_set(name)} to {place.name}"
    print(said if is_new else f"{place.name} has this set already", file=sys.stderr)
    print("to put it in force, write in site.yaml:", file=sys.stderr)
    print(f"templates: {name}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    if arguments.folder:
        raise NoPaperError("list takes no folder of templates; a folder of content is named with --content")
    with saying_what_fails():
        place = _place(arguments)
        pushed = PushedSets(place.content)
        renderer = PageRenderer.load().with_sets(pushed)
        sets = TemplateSets(place.content, renderer)
        in_force = Paper(place.content, renderer.languages, sets.look_at).current().site.templates
        listed = pushed.listed()
        for name, version in listed.items():
            mistakes = sets.mistakes_in(name)
            said = f"cannot be used with this release: {mistakes[0]}" if mistakes else "ready"
            said = "in force" if name == in_force else said
            print(f"{name}  {version.modified:%Y-%m-%d %H:%M} UTC  {version.size:>9,} bytes  {said}")
    if not in_force:
        print(f"in force: the press's own, {renderer.template_set} in this checkout")
    elif in_force not in listed:
        print(f"in force: {in_force}, which was deleted; push it again")
    return 0


def _place(arguments: argparse.Namespace) -> _Place:
    """The content that the options name: a folder, a bucket, a stack's, else that of the paper that runs here."""
    if sum(map(bool, (arguments.bucket, arguments.stack, arguments.content))) > 1:
        raise NoPaperError("name one paper: a --stack, a --bucket, or a --content folder")
    if arguments.content:
        return _folder(arguments.content)
    client, bucket = content_bucket(bucket=arguments.bucket, stack=arguments.stack, port=arguments.site_port)

    def put(key: str, body: bytes) -> None:
        client.put_object(Bucket=bucket, Key=key, Body=body, ContentType="application/zip")

    return _Place(bucket, S3Content(client, bucket), put)


def _folder(folder: Path) -> _Place:
    if not folder.is_dir():
        raise NoPaperError(f"{folder} is not a folder; name the folder that holds site.yaml, articles and media")

    def put(key: str, body: bytes) -> None:
        (folder / key).parent.mkdir(exist_ok=True)
        (folder / key).write_bytes(body)

    return _Place(str(folder), FolderContent(folder), put)
