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
    commands = whole.add_subparsers(dest="command", required=True, metavar="{serve,clock,check,build}")
    _add_serve(commands)
    _add_clock(commands)
    _add_check(commands)
    _add_build(commands)
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


def _from_environment(name: str, otherwise: str) -> str:
    """A default as text, so that argparse checks it as it would check the flag; an empty variable counts as none."""
    return os.environ.get(name) or otherwise


def _port(text: str) -> int:
    """A TCP port, 0 for any free one."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"'{text}' is not a port: give a number from 0 to 65535")
    return int(text)
