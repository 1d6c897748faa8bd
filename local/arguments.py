"""What the `laera` command understands: its subcommands and their options."""

import argparse
import os
import re
from collections.abc import Sequence
from pathlib import Path

_OVERVIEW = """\
A newspaper press: Markdown files in, a newspaper out.

  laera serve                      run the whole paper on this machine and publish a folder as you write
  laera clock +1d                  see tomorrow's front in the paper that runs
  laera check articles/es/*.md     say what the press would complain about, before you upload
  laera build examples/la-era site make the whole site once, as files
  laera templates push             change the look of a paper without a deployment
  laera verify                     name every page that is not what it should be
  laera rebuild                    have the press put it right
  laera progress                   watch it do so
"""

_SERVE = """\
Runs the stack of template.yaml on this machine: no AWS account, no Docker.

It prints one line when it is up,

  ready site=URL api=URL s3=URL bucket=NAME receipts=NAME content=FOLDER

and then one line for each upload: what became of it, how long that took, and its address. Open pages reload by
themselves.

Three ways to publish a story:
  save it in the folder            examples/la-era/articles/es/mi-nota.md
  use any S3 client                aws --endpoint-url http://127.0.0.1:8333 s3 cp mi-nota.md s3://NAME/articles/es/
  use an SDK                       boto3.client("s3", endpoint_url="http://127.0.0.1:8333", …): any credentials will do
"""

_CLOCK = """\
Tells and moves the clock of the paper that 'laera serve' runs, so that you can see tomorrow's front today. Stories
whose hour has come are released, those that have expired go, and every page is as it will be at that moment.

  laera clock                      what time it is for the paper
  laera clock +2h                  two hours on; also +30m, +1d12h, -1d, +1w
  laera clock 2026-02-01T09:00     that moment, by the paper's time zone
  laera clock now                  real time again

Only the paper on this machine moves. Uploads keep the real time at which they were made.
"""

_CHECK = """\
Reads manuscripts as the press does and prints the same complaints, all at once: file, line, field, what is wrong, how
to cure it. Exits with 1 if any would be rejected.
"""

_BUILD = """\
Makes the whole site from a folder through the same workflow that publishes single uploads, and leaves it as files that
any web server can serve. What the press would reject is reported like its receipts.
"""

_VERIFY = """\
Compares every public object with what it should be: bytes, type, lifetime and metadata. What should be is made by the
same press, in memory, from the same uploads at one moment. Reads alone; each difference is one line:

  different   internacional/faro/index.html: byte 812, line 20: 'El faro girb…' should be 'El faro gira…'
  missing     en/feed.xml: application/rss+xml of 4,102 bytes
  unexpected  internacional/nada/index.html: text/html of 90 bytes; no upload stands behind it
  remembered  internacional/vieja/index.html: 410; a site made anew would have nothing here
  due         index.html: as it was until a moment ago; the clock changes it now

What is remembered (counted, or named with --remembered) or due is not wrong. Without folders and options it verifies
the paper that 'laera serve' runs:

  laera verify                                           the paper that runs here
  laera verify examples/la-era site                      what 'laera build' made of a folder
  laera verify --stack laera                             a deployed stack, with the credentials of the AWS CLI
  laera verify --content-bucket NAME --site-bucket NAME  two buckets

Exits with 0 when all agrees, 1 when something is wrong, 2 when it cannot be compared.
"""

_REBUILD = """\
Verifies, has the press look again at the uploads and lists behind whatever is wrong, watches it, and verifies again.
The work goes through the press's own low-priority queue: live edits overtake it, and it goes on where it stood if
anything stops. Nothing is ever deleted from the site; of what no upload stands behind it says how to remove it.

  laera rebuild                    mend the paper that runs here
  laera rebuild --dry-run          only say what would be looked at
  laera rebuild --all              have every upload and front looked at, whatever a comparison would find
  laera rebuild --stack laera      a deployed stack, with the credentials of the AWS CLI
"""

_PROGRESS = """\
Shows how far the press has come with looking at everything again, after a new site.yaml, new templates or a rebuild: a
line that renews itself until nothing waits.

  laera progress                   the paper that runs here
  laera progress --stack laera     a deployed stack, with the credentials of the AWS CLI
  laera progress --once            one line, for scripts
"""

_TEMPLATES = """\
Changes the look of a paper without a deployment. A template set is a folder of templates, assets and words, named by a
hash of what is in it; it takes effect when site.yaml names it, and the one before comes back when site.yaml names that.

  laera templates push                    check this checkout's templates/, upload them, print the line for site.yaml
  laera templates push my-look            the same for another folder
  laera templates list                    which sets there are, which is in force, which would not do with this release

Both speak to the paper that 'laera serve' runs, unless they are told otherwise:

  laera templates push --stack laera      a deployed stack, with the credentials of the AWS CLI
  laera templates push --bucket NAME      a content bucket by its name, with the same credentials
  laera templates push --content FOLDER   a content folder, such as 'laera build' reads
"""

_COMMANDS = ("serve", "clock", "check", "build", "verify", "rebuild", "progress", "templates")
_BEHIND = re.compile(r"-\d+[a-z].*", re.ASCII)


def read(argv: Sequence[str]) -> argparse.Namespace:
    """The command line, taken apart; ends the program with 2 and what is wrong when it cannot be."""
    # `-1d` is a time. argparse takes what begins with a dash for an option, unless a space stands before it.
    return parser().parse_args([f" {word}" if _BEHIND.fullmatch(word) else word for word in argv])


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    whole = argparse.ArgumentParser(
        prog="laera", description=_OVERVIEW, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="{" + ",".join(_COMMANDS) + "}")
    _add_serve(commands)
    _add_clock(commands)
    _add_check(commands)
    _add_build(commands)
    _add_verify(commands)
    _add_rebuild(commands)
    _add_progress(commands)
    _add_templates(commands)
    return whole


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser(
        "serve",
        help="run the whole paper on this machine",
        description=_SERVE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument(
        "--site-port",
        type=_port,
        metavar="PORT",
        default=_from_environment("LAERA_SITE_PORT", "8000"),
        help="where the paper is read; 0 picks a free port (LAERA_SITE_PORT, else 8000)",
    )
    serve.add_argument(
        "--s3-port",
        type=_port,
        metavar="PORT",
        default=_from_environment("LAERA_S3_PORT", "8333"),
        help="where S3 clients upload; 0 picks a free port (LAERA_S3_PORT, else 8333)",
    )
    serve.add_argument(
        "--content",
        type=Path,
        metavar="FOLDER",
        default=_from_environment("LAERA_CONTENT", "examples/la-era"),
        help="the folder to publish and watch; made if it is missing (LAERA_CONTENT, else examples/la-era)",
    )
    serve.add_argument(
        "--no-watch", action="store_true", help="publish the folder once, then only what S3 clients upload"
    )
    serve.add_argument(
        "--edge-cache",
        action="store_true",
        help="keep pages at the edge for their real lifetimes, instead of showing each edit at once",
    )
    serve.add_argument(
        "--no-reload",
        action="store_true",
        help="send browsers what readers get, compressed and without the script that loads an open page again",
    )
    serve.add_argument(
        "--clock",
        metavar="TIME",
        default="",
        help="start with the clock moved: +2h, -1d, or 2026-02-01T09:00 by the paper's time zone",
    )
    serve.add_argument("--logs", action="store_true", help="show every line that the functions log, on standard error")


def _add_clock(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    clock = commands.add_parser(
        "clock",
        help="tell and move the clock of the running paper",
        description=_CLOCK,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    clock.add_argument("to", nargs="*", metavar="TIME", help="+2h, -1d, 2026-02-01T09:00 or now; nothing only tells it")
    _add_site_port(clock)


def _add_site_port(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--site-port",
        type=_port,
        metavar="PORT",
        default=_from_environment("LAERA_SITE_PORT", "8000"),
        help="where the running paper is read (LAERA_SITE_PORT, else 8000)",
    )


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser(
        "check",
        help="say what the press would complain about",
        description=_CHECK,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help="manuscripts, or folders of them")
    check.add_argument("--json", action="store_true", help="print the complaints as JSON, for other programs")
    check.add_argument(
        "--site",
        type=Path,
        metavar="FILE",
        help="the site.yaml to check against; otherwise the nearest one above each file",
    )


def _add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    build = commands.add_parser(
        "build",
        help="make the whole site once, as files",
        description=_BUILD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    build.add_argument("content", type=Path, metavar="CONTENT", help="the folder with site.yaml, articles and media")
    build.add_argument("out", type=Path, metavar="OUT", help="where the site goes; made if it is missing")
    build.add_argument(
        "--at", metavar="TIME", help="build as of this moment (2026-01-31T09:00:00-03:00), for embargoes; otherwise now"
    )
    build.add_argument("--quiet", action="store_true", help="no progress bar and no summary, complaints alone")


def _add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = commands.add_parser(
        "verify",
        help="name every public object that is not what it should be",
        description=_VERIFY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verify.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="CONTENT and SITE, as 'laera build' was given them"
    )
    verify.add_argument(
        "--at", metavar="TIME", default="", help="the moment at which the folder was built; otherwise now"
    )
    _add_paper(verify)
    verify.add_argument("--content-bucket", metavar="NAME", default="", help="a deployed paper's content bucket")
    verify.add_argument("--site-bucket", metavar="NAME", default="", help="the site bucket that goes with it")
    verify.add_argument(
        "--remembered", action="store_true", help="also name what only the site remembers, instead of counting it"
    )
    verify.add_argument("--quiet", action="store_true", help="no progress bar")


def _add_rebuild(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rebuild = commands.add_parser(
        "rebuild",
        help="have the press put right what verify finds",
        description=_REBUILD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    rebuild.add_argument("--all", action="store_true", help="have everything looked at, whatever is wrong")
    rebuild.add_argument("--dry-run", action="store_true", help="only say what would be looked at")
    _add_paper(rebuild)
    rebuild.add_argument("--quiet", action="store_true", help="no progress bar")


def _add_progress(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    progress = commands.add_parser(
        "progress",
        help="watch how far the press has come with looking at everything again",
        description=_PROGRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    progress.add_argument("--once", action="store_true", help="print one line and end")
    _add_paper(progress)


def _add_templates(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    templates = commands.add_parser(
        "templates",
        help="push a new look, or list those there are",
        description=_TEMPLATES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    templates.add_argument("action", choices=("push", "list"), help="what to do")
    templates.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="push: where they are; otherwise those of this checkout"
    )
    _add_paper(templates)
    templates.add_argument("--bucket", metavar="NAME", default="", help="a content bucket instead")
    templates.add_argument("--content", type=Path, metavar="FOLDER", help="a content folder instead")


def _add_paper(command: argparse.ArgumentParser) -> None:
    _add_site_port(command)
    command.add_argument("--stack", metavar="NAME", default="", help="a deployed stack instead of the paper here")


def _from_environment(name: str, otherwise: str) -> str:
    """A default as text, so that argparse checks it as it would check the flag; an empty variable counts as none."""
    return os.environ.get(name) or otherwise


def _port(text: str) -> int:
    """A TCP port, 0 for any free one."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"'{text}' is not a port: give a number from 0 to 65535")
    return int(text)
