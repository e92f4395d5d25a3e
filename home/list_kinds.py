"""What can be brought in and given out as a list. Each app offers its own in its module `imports`, as KINDS."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation

from home import discovery
from home.lists.records import Record
from home.lists.values import Reader


@dataclass(frozen=True)
class Field:
    """A column that the kind knows: its name, its label, how it is read, and the words that lists call it.

    What is `for_all` may be said once for the whole list instead: a list of one program, or of one year. What `repeats` stands
    only in the first of several rows where cells were merged before a list became text.
    """

    name: str
    label: Any
    reader: Reader
    synonyms: Sequence[str] = ()
    needed: bool = False
    for_all: bool = False
    repeats: bool = False


@dataclass
class Planned:
    """What is to become of one row: new, change, same, refused. `record` and `version` name what is there already.

    `facts` are plain values (JSON) as they are to be written, `before` those that a change replaces.
    """

    source: Record
    outcome: str = "new"
    facts: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    record: Any = None
    version: int | None = None


class Kind(ABC):
    """A kind of list. Subclasses say who may bring it in, plan rows against what is stored, write them, and take them back."""

    code = ""
    label: Any = ""
    fields: Sequence[Field] = ()

    def may_import(self, user: Any) -> bool:
        """Whether the person may bring such a list in, and see what came of those that others brought."""
        return False

    def may_export(self, user: Any) -> bool:
        """Whether the person may have such a list."""
        return self.may_import(user)

    def choices(self, name: str, user: Any) -> list[tuple[str, str]]:
        """What may be chosen for a field that is said for the whole list; empty where it is typed."""
        return []

    def teller(self) -> Callable[[Sequence[str]], dict[str, str]]:
        """Reads what titles of a list (its sheet, its file, lines between the rows) say of all rows: texts by field."""
        return lambda _texts: {}

    @abstractmethod
    def plan(self, records: Sequence[Record], *, by: Any) -> list[Planned]:
        """What would become of these rows. Asks the database a fixed number of questions, whatever their number."""

    @abstractmethod
    def write(self, rows: Sequence[Any], *, by: Any) -> None:
        """Writes staged rows (`home.models.ImportRow`) in the caller's transaction.

        Raises home.versions.StaleRecord when a record is no longer as it was when the row was checked.
        """

    @abstractmethod
    def take_back(self, rows: Sequence[Any], *, by: Any) -> list[Any]:
        """Undoes written rows of which nothing has changed since, and gives back those that it could not."""

    def headings(self) -> list[str]:
        """The first line of an export: the same words by which an import knows the columns."""
        return [str(each.label) for each in self.fields]

    @abstractmethod
    def exported(self, user: Any) -> Iterable[Sequence[Any]]:
        """The rows that the person may see, one by one, in the order of the fields."""

    @property
    def labels(self) -> dict[str, str]:
        """What facts of a row are called on the desk; those without a name are for machines."""
        return {each.name: str(each.label) for each in self.fields}

    @property
    def readers(self) -> Mapping[str, Reader]:
        return {each.name: each.reader for each in self.fields}

    @property
    def needed(self) -> list[str]:
        return [each.name for each in self.fields if each.needed]

    @property
    def synonyms(self) -> Mapping[str, Sequence[str]]:
        return {each.name: (*words(each), *each.synonyms, each.name) for each in self.fields}


def words(each: Field) -> Iterator[str]:
    """The field's own label in every language of the desk: an export in any of them can be read again."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield str(each.label)


def kinds() -> dict[str, Kind]:
    """All kinds by code, from the ground floor up."""
    return {kind.code: kind for module in discovery.offered("imports") for kind in module.KINDS}


def kinds_of(user: Any) -> dict[str, Kind]:
    """Those that the person may bring in."""
    return {code: kind for code, kind in kinds().items() if kind.may_import(user)}
