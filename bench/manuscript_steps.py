"""What reading a manuscript costs, step by step: `python bench/manuscript_steps.py [CONTENT] [--rounds N]`.

CONTENT is a folder with `articles/**/*.md`, and maybe a `site.yaml`; without it the example paper is read. Printed are
microseconds of CPU per article, the median and the best of the rounds, all steps in turn within each round. Other
parsers, engines and sanitisers are timed beside ours where they are installed: cmarkgfm, pyromark, mistune,
markdown_it, bleach.
"""

import argparse
import importlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import comrak
import yaml

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "layers/laera/python")]

from laera.domain.front_matter import Sheets, take_apart
from laera.domain.manuscripts import read_manuscript
from laera.domain.markup import complaints_about, warnings_about
from laera.domain.site_file import read_site, starter_site
from laera.domain.yaml_text import read_yaml
from laera.rendering import markdown

Step = Callable[[], object]


def main() -> None:
    """Time every step on every article."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("content", nargs="?", type=Path, default=ROOT / "examples/la-era")
    arguments.add_argument("--rounds", type=int, default=15)
    given = arguments.parse_args()
    manuscripts = {
        path.relative_to(given.content).as_posix(): path.read_bytes()
        for path in sorted(given.content.glob("articles/**/*.md"))
    }
    steps = _steps(given.content, manuscripts)
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(given.rounds):
        for name, step in steps.items():
            started = time.process_time()
            step()
            times[name].append((time.process_time() - started) / len(manuscripts) * 1e6)
    size = sum(map(len, manuscripts.values())) / len(manuscripts)
    print(
        f"{len(manuscripts)} manuscripts of {size:,.0f} bytes, Python {sys.version.split()[0]}, {given.rounds} rounds"
    )
    for name, taken in times.items():
        print(f"{name:48} {statistics.median(taken):8.1f} us  [{min(taken):.1f}]")


def _steps(content: Path, manuscripts: dict[str, bytes]) -> dict[str, Step]:
    site_file = content / "site.yaml"
    site = (read_site(site_file.read_bytes()).site if site_file.exists() else None) or starter_site()
    sheets = [sheet for file in manuscripts.values() if isinstance(sheet := take_apart(file), Sheets)]
    bodies = [sheet.body for sheet in sheets]
    matters = [file.decode().split("---\n")[1] for file in manuscripts.values() if file.startswith(b"---\n")]
    htmls = [comrak.markdown_to_html(body, *markdown.reading_options()) for body in bodies]
    steps: dict[str, Step] = {
        "YAML: ours, events to lines and fields": lambda: [read_yaml(matter) for matter in matters],
        "YAML: PyYAML CBaseLoader, nodes": lambda: [yaml.CBaseLoader(matter).get_single_node() for matter in matters],
        "YAML: PyYAML CSafeLoader, values": lambda: [yaml.load(matter, yaml.CSafeLoader) for matter in matters],
        "file taken apart (decode, split, compose, YAML)": lambda: [take_apart(file) for file in manuscripts.values()],
        "limits and warnings of the body": lambda: [
            [*complaints_about(body, 1), *warnings_about(body, 1)] for body in bodies
        ],
        "READING, bytes to article": lambda: [read_manuscript(*one, site) for one in manuscripts.items()],
        "Markdown: comrak": lambda: [comrak.markdown_to_html(body, *markdown.reading_options()) for body in bodies],
        "sanitising: nh3, our lists": lambda: [markdown._cleaner().clean(html) for html in htmls],  # noqa: SLF001 - ours
        "BODY, Markdown to safe HTML": lambda: [markdown.body_html(body) for body in bodies],
        "READING AND BODY": lambda: [
            markdown.body_html(read.body) if (read := read_manuscript(*one, site).article) else ""
            for one in manuscripts.items()
        ],
    }
    for name, peer, texts in _peers(bodies, htmls):
        steps[name] = lambda peer=peer, texts=texts: [peer(text) for text in texts]  # type: ignore[misc]  # bound early
    return steps


def _peers(bodies: list[str], htmls: list[str]) -> list[tuple[str, Callable[[str], Any], list[str]]]:
    """Others that do one of the steps, as far as they are installed."""
    makers: dict[str, tuple[str, list[str], Callable[[Any], Callable[[str], Any]]]] = {
        "Markdown: pyromark (no autolinks)": (
            "pyromark",
            bodies,
            lambda module: (
                lambda text: module.html(
                    text,
                    options=module.Options.ENABLE_TABLES
                    | module.Options.ENABLE_FOOTNOTES
                    | module.Options.ENABLE_STRIKETHROUGH,
                )
            ),
        ),
        "Markdown: cmarkgfm": (
            "cmarkgfm",
            bodies,
            lambda module: module.github_flavored_markdown_to_html,
        ),
        "Markdown: mistune": (
            "mistune",
            bodies,
            lambda module: module.create_markdown(plugins=["table", "footnotes", "strikethrough", "url"]),
        ),
        "Markdown: markdown-it-py": ("markdown_it", bodies, lambda module: module.MarkdownIt("gfm-like").render),
        "sanitising: nh3, its own lists": ("nh3", htmls, lambda module: module.clean),
        "sanitising: bleach": ("bleach", htmls, lambda module: module.clean),
    }
    found = []
    for name, (module, texts, make) in makers.items():
        try:
            found.append((name, make(importlib.import_module(module)), texts))
        except ImportError:
            continue
    return found


if __name__ == "__main__":
    main()
