"""Complaints."""

from laera.domain.complaints import Complaint, close_to, did_you_mean, errors_in


def test_a_complaint_reads_as_a_sentence_with_its_place() -> None:
    """An editor sees line, field, problem and cure, in this order."""
    complaint = Complaint(
        "'internacionall' is not in site.yaml", "did you mean 'internacional'?", line=4, field="section"
    )

    assert str(complaint) == "line 4: section: 'internacionall' is not in site.yaml; did you mean 'internacional'?"


def test_a_complaint_about_the_whole_file_names_no_line() -> None:
    """What has no line is not given one."""
    assert str(Complaint("the file is empty")) == "the file is empty"


def test_warnings_are_no_errors() -> None:
    """Only errors keep a story off the site."""
    error, warning = Complaint("wrong"), Complaint("odd", is_warning=True)

    assert errors_in([warning, error]) == (error,)


def test_a_slip_is_recognised() -> None:
    """A misspelt word brings the one that was meant; one unlike any other brings the choice."""
    assert did_you_mean("Politcs", ["sports", "politics"]) == "did you mean 'politics'?"
    assert did_you_mean("xyz", ["sports", "politics"]) == "choose one of: politics, sports"
    assert did_you_mean("xyz", []) == ""


def test_an_endless_word_is_not_compared() -> None:
    """A word of a million letters costs no time and resembles nothing."""
    assert close_to("a" * 1_000_000, ["a" * 50]) is None
