"""What the functions are told: complete or refused, and the same in code, template and operators' page."""

import dataclasses
import re
from pathlib import Path

import pytest

from laera.errors import SettingsError
from laera.settings import Settings
from tests.infrastructure.stack import read

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operator" / "settings.md").read_text(encoding="utf-8")
FIELDS = dataclasses.fields(Settings)
NAMES = [field.name.upper() for field in FIELDS]
NEEDED = [field.name.upper() for field in FIELDS if field.default is dataclasses.MISSING]
COMPLETE = {name: f"the {name.lower()}" for name in NAMES} | {"INVALIDATION_BUDGET": "250"}
OF_ONE_FUNCTION = {"AnnounceOutcomesFunction": {"DISTRIBUTION_ID"}}
"""The CDN needs the API, and the API its function: if every function needed the CDN, the stack would be a circle."""
POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_LOG_LEVEL"}
"""Read by Powertools itself; the service's name and the namespace are in every log line and alarm."""


def on_the_page(heading: str) -> set[str]:
    """The names in the first column of the table under a heading."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows: list[str] = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_setting_has_the_variable_of_its_name() -> None:
    """What else is in the environment does not matter."""
    settings = Settings.from_environ({**COMPLETE, "PATH": "/bin"})
    read_back = {name.upper(): str(value) for name, value in dataclasses.asdict(settings).items()}
    assert read_back == COMPLETE
    assert settings.invalidation_budget == 250


def test_what_may_lack_has_a_default() -> None:
    """An empty variable is an absent one: nobody is pinged, and a thousand invalidations are free."""
    bare = Settings.from_environ({name: COMPLETE[name] for name in NEEDED})
    assert bare == Settings.from_environ({**COMPLETE, **dict.fromkeys(set(NAMES) - set(NEEDED), "")})
    assert (bare.invalidation_budget, bare.websub_hub, bare.indexnow_key, bare.distribution_id) == (1000, "", "", "")


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "1000 ", "١٠٠"])
def test_a_budget_is_a_number(text: str) -> None:
    """What is wrong with it is said, with what would be right."""
    with pytest.raises(SettingsError, match="INVALIDATION_BUDGET must be a whole number such as 1000, not"):
        Settings.from_environ({**COMPLETE, "INVALIDATION_BUDGET": text})


def test_all_that_is_missing_is_named_at_once() -> None:
    """An operator mends the template once, not eight times; an empty variable is a missing one."""
    with pytest.raises(SettingsError) as refused:
        Settings.from_environ({})
    assert str(refused.value) == f"missing environment variables: {', '.join(NEEDED)}"

    with pytest.raises(SettingsError) as refused:
        Settings.from_environ({**COMPLETE, "SITE_BUCKET": "", "TABLE_NAME": ""})
    assert str(refused.value) == "missing environment variables: SITE_BUCKET, TABLE_NAME"


def test_settings_do_not_change() -> None:
    """They are read once."""
    settings = Settings.from_environ(COMPLETE)
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.table_name = "other"  # type: ignore[misc]  # what is being tried


def test_the_template_tells_the_functions_what_they_ask_for() -> None:
    """Neither less, which would keep them from starting, nor what nobody reads."""
    told = set(read("template.yaml").document["Globals"]["Function"]["Environment"]["Variables"])
    own = set().union(*OF_ONE_FUNCTION.values())
    assert told == {*NAMES, *POWERTOOLS} - own


def test_no_function_is_told_something_else() -> None:
    """The runner has all of them in one process, so they share one environment; but for what would be a circle."""
    for name, own in read("template.yaml").of_type("AWS::Serverless::Function").items():
        assert set(own.get("Environment", {}).get("Variables", ())) == OF_ONE_FUNCTION.get(name, set()), name


def test_the_operators_page_names_every_variable() -> None:
    """As the functions read them, and nothing that is no more."""
    assert on_the_page("What the functions are told") == {*NAMES, *POWERTOOLS}


def test_the_operators_page_names_every_parameter() -> None:
    """What is asked at deployment is explained, with what happens without an answer."""
    parameters = read("template.yaml").document["Parameters"]
    assert on_the_page("What you choose when you deploy") == set(parameters)
    for name, parameter in parameters.items():
        otherwise = f"`{parameter['Default']}`" if parameter["Default"] else "none"
        assert f"| `{name}` | {otherwise} |" in PAGE


def test_the_operators_page_names_what_the_runner_reads() -> None:
    """Each with its option and its default."""
    source = (ROOT / "local" / "arguments.py").read_text(encoding="utf-8")
    variables = dict(re.findall(r'_from_environment\("(LAERA_\w+)", "([^"]*)"\)', source))
    assert on_the_page("What the runner is told") == set(variables)
    for name, otherwise in variables.items():
        assert re.search(rf"^\| `{name}` \| `--[a-z0-9-]+` \| `?{re.escape(otherwise)}`? \|$", PAGE, re.MULTILINE)


def test_the_operators_find_the_page() -> None:
    """From where they begin."""
    assert "(settings.md)" in (ROOT / "docs" / "operator" / "deploy.md").read_text(encoding="utf-8")
