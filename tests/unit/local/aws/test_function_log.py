"""What functions print, and who reads it."""

import warnings

import pytest

from local.aws.function_log import FunctionLog


@pytest.mark.parametrize(("everything", "shown"), [(False, 1), (True, 4)])
def test_errors_are_shown_and_the_rest_only_when_wanted(everything: bool, shown: int) -> None:
    """Records, metrics and warnings are lines of the log."""
    said: list[str] = []
    with FunctionLog(said.append, everything=everything).installed():
        print('{"level": "INFO", "message": "upload handled"}')
        print('{"level": "ERROR",', '"message": "store gone"}')
        print('{"_aws": {}}')
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning("odd", UserWarning, "a.py", 1)

    assert len(said) == shown
    assert '{"level": "ERROR", "message": "store gone"}' in said


def test_standard_output_is_given_back(capsys: pytest.CaptureFixture[str]) -> None:
    """After the runner, printing prints."""
    with FunctionLog(lambda _: None, everything=True).installed():
        print("inside")
    print("outside")

    assert capsys.readouterr().out == "outside\n"
