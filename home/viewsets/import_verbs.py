"""The verbs on a list, each in some of its states."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from home import list_kinds
from home.actions import import_files, imports
from home.desk.verbs import DeskVerbView
from home.import_states import ImportState
from home.list_words import say_problem
from home.lists.rows import Unreadable
from home.viewsets.import_forms import ColumnsForm, SheetForm, WriteForm


class ImportVerb(DeskVerbView):
    """A verb on a list, open in some of its states."""

    states: tuple[str, ...] = ()

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and record.kind in list_kinds.kinds_of(user)


class ColumnsView(ImportVerb):
    label, verb_form = _("Confirm the columns and check"), ColumnsForm
    explanation = _("What the columns mean is remembered for the next list with the same head.")
    states = (ImportState.RECEIVED, ImportState.CHECKED, ImportState.FAILED)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.file is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "record": self.record,
            "samples": import_files.samples(self.record),
            "user": self.request.user,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except imports.ColumnsMissing as missing:
            form.add_error(None, _("Please say which column this is: %(labels)s") % {"labels": ", ".join(missing.labels)})
            return self.form_invalid(form)

    def act(self, form: Any) -> None:
        carried = [int(column) for column in form.cleaned_data["carried"]]
        imports.check(self.record, columns=form.columns, carried=carried, for_all=form.for_all, by=self.request.user)


class SheetView(ImportVerb):
    label, verb_form = _("Read another sheet"), SheetForm
    states = (ImportState.RECEIVED,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and bool(record.sheet)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.record, "sheets": import_files.sheets(self.record)}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Unreadable as unreadable:
            form.add_error(None, say_problem(unreadable.code))
            return self.form_invalid(form)

    def act(self, form: Any) -> None:
        import_files.turn_to(self.record, sheet=form.cleaned_data["sheet"], by=self.request.user)


class WriteView(ImportVerb):
    label, verb_form = _("Write the rows"), WriteForm
    explanation = _("All rows are written at once, or none. It can be undone for 90 days, as far as nothing has changed since.")
    states = (ImportState.CHECKED,)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except imports.RowsRefused:
            form.add_error("leave_out", _("Some rows are refused. Mend the list, or say that the others are to be written."))
        except imports.NothingToWrite:
            form.add_error(None, _("No row is new, and none changes anything."))
        return self.form_invalid(form)

    def act(self, form: Any) -> None:
        imports.write(self.record, leave_out=form.cleaned_data["leave_out"], by=self.request.user)


class UndoView(ImportVerb):
    label = _("Undo")
    explanation = _("Takes back what the list has written. Records that somebody has changed or used since stay, and are named.")
    states = (ImportState.DONE,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.file is not None

    def act(self, form: Any) -> None:
        imports.undo(self.record, by=self.request.user)


class DropView(ImportVerb):
    label = _("Put aside")
    explanation = _("The file and what was read of it are deleted. Nothing of it has been written.")
    states = (ImportState.RECEIVED, ImportState.CHECKED, ImportState.FAILED)

    def act(self, form: Any) -> None:
        imports.drop(self.record, by=self.request.user)


VERBS: dict[str, Any] = {
    "columns": ColumnsView,
    "write": WriteView,
    "sheet": SheetView,
    "undo": UndoView,
    "drop": DropView,
}
