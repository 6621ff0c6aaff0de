from .catalogue_entry import CatalogueEntry
from .downloads import DownloadCount
from .files import Accessibility, DocumentVersion, FilePage, FileReading, LibraryDocument
from .imports import LibraryImport
from .pages import ResourceIndexPage
from .readers import Opinion, Waiting
from .reading_list import ReadingListEntry, ReadingListPage
from .reminders import ReminderCause, ResourceReminder
from .resource import ResourcePage
from .resource_file import ResourceFile
from .vocabulary import ContentLanguage, FileRole, ResourceKind, ResourceStatus

__all__ = [
    "Accessibility",
    "CatalogueEntry",
    "ContentLanguage",
    "DocumentVersion",
    "DownloadCount",
    "FilePage",
    "FileReading",
    "FileRole",
    "LibraryDocument",
    "LibraryImport",
    "Opinion",
    "ReadingListEntry",
    "ReadingListPage",
    "ReminderCause",
    "ResourceFile",
    "ResourceIndexPage",
    "ResourceKind",
    "ResourcePage",
    "ResourceReminder",
    "ResourceStatus",
    "Waiting",
]
