"""The answer to one budget."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What a budget allows, what was measured, and every place where it is exceeded."""

    name: str
    allowed: str
    measured: str
    exceeded: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether the budget holds everywhere."""
        return not self.exceeded
