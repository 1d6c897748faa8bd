"""Template sets as the content bucket has them."""

from collections.abc import Mapping
from itertools import islice

from laera.errors import TemplatesError
from laera.rendering.template_sets import (
    LARGEST_SET,
    TEMPLATES,
    key_of_set,
    name_of_set,
    set_of_key,
    too_large_a_set,
    unpacked,
)
from laera.workflow.ports import ContentStore, Version

_MOST_LISTED = 1_000


class PushedSets:
    """Reads sets by name. One that was deleted, or overwritten, is there as long as the bucket keeps its versions.

    The listing tells what there is, so a function needs no right to ask the bucket for what it may not have.
    """

    def __init__(self, content: ContentStore) -> None:
        self._content = content

    def __call__(self, name: str) -> Mapping[str, bytes]:
        """The files of the set. Raises TemplatesError when the bucket has none that is whole."""
        mistake: TemplatesError | None = None
        for version in self.versions(name):
            if not version.is_delete_marker:
                try:
                    return self.read(name, version)
                except TemplatesError as error:
                    mistake = mistake or error
        raise mistake or TemplatesError(f"the content bucket has no template set {name}; push it again")

    def read(self, name: str, version: Version) -> Mapping[str, bytes]:
        """The files of one version. Raises TemplatesError when they are not those of this name."""
        if version.size > LARGEST_SET:
            raise TemplatesError(too_large_a_set(version.size))
        upload = self._content.read_whole(version.key, LARGEST_SET, version.version_id)
        if upload is None:
            raise TemplatesError("this version was removed from the bucket; push the set again")
        files = unpacked(upload.body)
        if (content := name_of_set(files)) != name:
            raise TemplatesError(
                f"these files make the set {content}, not {name}; upload them as {key_of_set(content)}, as 'laera "
                "templates push' does"
            )
        return files

    def versions(self, name: str) -> list[Version]:
        """All versions of a set, newest first."""
        return self._content.versions(key_of_set(name))

    def listed(self) -> dict[str, Version]:
        """Those that the bucket has now by name, pushed last first; of more than a thousand keys some are left out."""
        listed = [it for it in islice(self._content.keys(TEMPLATES), _MOST_LISTED) if not it.is_delete_marker]
        listed.sort(key=lambda version: version.modified, reverse=True)
        return {name: version for version in listed if (name := set_of_key(version.key))}
