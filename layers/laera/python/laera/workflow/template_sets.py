"""Whether a paper can be made with a template set: it is looked at, whole, before `site.yaml` may name it."""

from laera.domain.complaints import Complaint, close_to, did_you_mean
from laera.errors import TemplatesError
from laera.rendering.pages import PageRenderer
from laera.rendering.template_sets import key_of_set
from laera.workflow.ports import ContentStore
from laera.workflow.pushed_sets import PushedSets

_MOST_NAMED = 10
"""Sets that an editor is told of."""


class TemplateSets:
    """Judges sets. A judgement is kept as long as the set's versions stay what they are."""

    def __init__(self, content: ContentStore, renderer: PageRenderer) -> None:
        self._pushed = PushedSets(content)
        self._renderer = renderer
        self._judged: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def look_at(self, name: str) -> Complaint | frozenset[str]:
        """The languages that the set has words in; or what `site.yaml` does wrong to name it."""
        mistakes = self.mistakes_in(name)
        if mistakes is None:
            names = list(self._pushed.listed())
            near = close_to(name, names)
            cure = did_you_mean(name, [near] if near else names[:_MOST_NAMED])
            return Complaint(
                f"the content bucket has no template set '{name}'",
                cure or "push it with 'laera templates push': the line counts as soon as it is there",
            )
        if mistakes:
            more = f" (and {len(mistakes) - 1} more: see the receipt of {key_of_set(name)})" if mistakes[1:] else ""
            return Complaint(
                f"the template set '{name}' cannot be used: {mistakes[0]}{more}",
                "push one that is mended and name that, or the one before",
            )
        return self._renderer.look(name).languages

    def mistakes_in(self, name: str) -> tuple[str, ...] | None:
        """All that is wrong with a set; None when the bucket has none of this name."""
        versions = [version for version in self._pushed.versions(name) if not version.is_delete_marker]
        if not versions:
            return None
        seen = tuple(version.version_id for version in versions)
        if name not in self._judged or self._judged[name][0] != seen:
            from laera.rendering.specimens import mistakes_of  # noqa: PLC0415 - most papers name no set

            self._judged[name] = seen, mistakes_of(self._renderer, name)
        return self._judged[name][1]

    def complaints_about(self, name: str) -> tuple[Complaint, ...]:
        """What is wrong with the set as it was uploaded last, be an earlier upload of the same name in use."""
        return tuple(Complaint(*_problem_and_cure(mistake)) for mistake in self._mistakes_in_newest(name))

    def _mistakes_in_newest(self, name: str) -> tuple[str, ...]:
        try:
            for newest in self._pushed.versions(name)[:1]:
                self._pushed.read(name, newest)
        except TemplatesError as error:
            return tuple(str(error).splitlines())
        return self.mistakes_in(name) or ()


def _problem_and_cure(mistake: str) -> tuple[str, str]:
    problem, _, cure = mistake.rpartition("; ")
    return (problem, cure) if problem else (mistake, "mend it and push the set again, which then has another name")
