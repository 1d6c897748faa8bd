"""The `laera` command."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_OVERVIEW = """\
A newspaper press: Markdown files in, a newspaper out.

  laera serve                      run the whole paper on this machine and publish a folder as you write
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

_CHECK = """\
Reads manuscripts as the press does and prints the same complaints, all at once: file, line, field, what is wrong, how
to cure it. Exits with 1 if any would be rejected.
"""

_BUILD = """\
Makes the whole site from a folder through the same workflow that publishes single uploads, and leaves it as files that
any web server can serve. What the press would reject is reported like its receipts.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0 well, 1 the content is wrong, 2 the command or machine is."""
    arguments = _parser().parse_args(argv)
    match arguments.command:
        case "serve":
            return _serve(arguments)
        case "check":
            from local.check import run as check  # noqa: PLC0415 - each command pays for its own imports alone

            return check(arguments)
        case _:
            from local.build import run as build  # noqa: PLC0415 - as above

            return build(arguments)


def _serve(arguments: argparse.Namespace) -> int:
    from local.serve import ServeOptions, serve  # noqa: PLC0415 - as above

    return serve(
        ServeOptions(
            site_port=arguments.site_port,
            s3_port=arguments.s3_port,
            content=arguments.content,
            watches=not arguments.no_watch,
            keeps_lifetimes=arguments.edge_cache,
            shows_logs=arguments.logs,
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="laera", description=_OVERVIEW, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="{serve,check,build}")
    _add_serve(commands)
    _add_check(commands)
    _add_build(commands)
    return parser


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
    serve.add_argument("--logs", action="store_true", help="show every line that the functions log, on standard error")


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


if __name__ == "__main__":
    sys.exit(main())
