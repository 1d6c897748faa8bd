"""What reading a recording gives: the file as readers get it, or the reason why there is none."""

from dataclasses import dataclass

from laera.domain.complaints import Complaint


@dataclass(frozen=True, slots=True)
class Clean:
    """A recording written anew: what a player needs, and nothing that the file said besides.

    `suffix` is what its public address ends in. Sound has no width.
    """

    body: bytes
    media_type: str
    suffix: str
    seconds: float
    width: int = 0
    height: int = 0


class RefusedError(Exception):
    """The file cannot be played: an answer to the editor, raised where it is found and caught by the reader."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.complaint = Complaint(problem, cure)


def broken_off() -> RefusedError:
    """The refusal of a file that is not all there."""
    return RefusedError("the file is damaged or breaks off before its end", "export it again and upload it whole")
