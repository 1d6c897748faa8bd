"""The `laera` command."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from laera.errors import TemplatesError
from local.arguments import read


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0 well, 1 the content is wrong, 2 the command or machine is."""
    arguments = read(sys.argv[1:] if argv is None else argv)
    try:
        if arguments.command == "serve":
            return _serve(arguments)
        # Each command pays for its own imports alone.
        command: Callable[[argparse.Namespace], int] = import_module(f"local.{arguments.command}").run
        return command(arguments)
    except TemplatesError as error:
        sys.stderr.write(f"laera {arguments.command}: {error}\n")
        return 2


def _serve(arguments: argparse.Namespace) -> int:
    from local.serve import ServeOptions, serve

    return serve(
        ServeOptions(
            site_port=arguments.site_port,
            s3_port=arguments.s3_port,
            content=arguments.content,
            watches=not arguments.no_watch,
            keeps_lifetimes=arguments.edge_cache,
            reloads=not arguments.no_reload,
            shows_logs=arguments.logs,
            clock=arguments.clock,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
