"""The ports on folders: what `laera build` reads and writes."""

from laera.adapters.folder_content import FolderContent
from laera.adapters.folder_site import FolderReceipts, FolderSite

__all__ = ["FolderContent", "FolderReceipts", "FolderSite"]
