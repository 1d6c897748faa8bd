"""The pages about the runner name what there is."""

import json
import re
from pathlib import Path

from local.arguments import parser
from local.aws.template import Template

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "developer"


def test_every_option_of_serve_is_on_the_page() -> None:
    """With its variable, where it has one."""
    page = (DOCS / "local-runner.md").read_text()
    serve = next(iter(parser()._subparsers._group_actions)).choices["serve"]  # type: ignore[union-attr, index]  # argparse's own tree
    options = {option for action in serve._actions for option in action.option_strings if option.startswith("--")}

    assert {option for option in options - {"--help"} if f"`{option}`" not in page} == set()
    assert {name for name in re.findall(r"LAERA_\w+", serve.format_help()) if f"`{name}`" not in page} == set()


def test_every_option_of_the_other_commands_is_on_the_page() -> None:
    """Under the heading of its command."""
    commands = next(iter(parser()._subparsers._group_actions)).choices  # type: ignore[union-attr]  # argparse's own tree
    sections = re.split(r"^## `laera (?=\w)", (DOCS / "command.md").read_text(), flags=re.MULTILINE)[1:]
    pages = {section.split("`")[0].split()[0]: section for section in sections}

    assert set(pages) == set(commands)  # type: ignore[arg-type]  # argparse's own tree
    for name, page in pages.items():
        if name == "serve":
            continue
        actions = commands[name]._actions  # type: ignore[index]  # argparse's own tree
        options = {option for action in actions for option in action.option_strings if option.startswith("--")}
        assert {option for option in options - {"--help"} if f"| `{option}" not in page} == set()


def test_every_part_of_the_runner_that_the_page_names_exists() -> None:
    """Files that were renamed would send a developer astray."""
    page = (DOCS / "local-runner.md").read_text()
    with_folders = set(re.findall(r"`(local/[\w/]+\.py)`", page))
    names = set(re.findall(r"`(\w+\.py)`", page))

    assert len(with_folders) + len(names) > 10
    assert {name for name in with_folders if not (ROOT / name).is_file()} == set()
    assert names - {path.name for path in (ROOT / "local").rglob("*.py")} == set()


def test_sam_locals_environment_holds_every_variable_a_container_needs(paper_template: Template) -> None:
    """The example of env.json gives each name that the runner made, and the endpoint that finds them.

    What the template's parameters say, `sam local` knows by itself.
    """
    page = (DOCS / "sam-local.md").read_text()
    example = json.loads(re.findall(r"```json\n(\{\n  \"Parameters\".*?)```", page, re.DOTALL)[0])["Parameters"]
    variables: dict[str, object] = {}
    for function in paper_template.of_type("AWS::Lambda::Function"):
        variables |= function.properties["Environment"]["Variables"]
    parameters = [{"Ref": name} for name in paper_template.parameters]

    wanted = {name for name in variables if not name.startswith("POWERTOOLS_") and variables[name] not in parameters}
    assert set(example) == wanted | {"AWS_ENDPOINT_URL"}


def test_the_copy_of_the_template_for_sam_local_gets_its_one_line() -> None:
    """The page's command adds the endpoint after a line that the template has exactly once."""
    anchor = re.findall(r"\{print\} /([^/]+)/ \{print", (DOCS / "sam-local.md").read_text())[0]

    lines = [line for line in (ROOT / "template.yaml").read_text().splitlines() if anchor in line]
    assert len(lines) == 1
    assert lines[0].startswith("        POWERTOOLS")
