"""The records and pages of the ground floor."""

from home.models.city import CitySettings
from home.models.files import DrawnPage, StoredFile
from home.models.findings import Finding, FindingKind, FindingWord, Synonyms
from home.models.history import History, HistoryManager, Stateful
from home.models.imports import ColumnMemory, ImportRow, ImportRun, ImportRunEvent
from home.models.letters import Letter, LetterReturn, LetterState
from home.models.links import LinkKind, LinkResult, PageLink
from home.models.pages import BasePage, HomePage, NewsIndexPage, NewsPage, SectionPage, StandardPage
from home.models.pictures import Picture, PictureRendition
from home.models.records import RecordPage
from home.models.work import PeriodicJob, WorkerBeat

__all__ = [
    "BasePage",
    "CitySettings",
    "ColumnMemory",
    "DrawnPage",
    "Finding",
    "FindingKind",
    "FindingWord",
    "History",
    "HistoryManager",
    "HomePage",
    "ImportRow",
    "ImportRun",
    "ImportRunEvent",
    "Letter",
    "LetterReturn",
    "LetterState",
    "LinkKind",
    "LinkResult",
    "NewsIndexPage",
    "NewsPage",
    "PageLink",
    "PeriodicJob",
    "Picture",
    "PictureRendition",
    "RecordPage",
    "SectionPage",
    "StandardPage",
    "Stateful",
    "StoredFile",
    "Synonyms",
    "WorkerBeat",
]
