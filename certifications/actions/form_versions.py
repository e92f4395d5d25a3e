"""The office writes a form: an edition is begun, edited, taken from a file, and published, after which it never changes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import form_checks, form_edits, form_files, form_lines, form_shapes
from certifications.form_edits import Form
from certifications.models import FormVersion, Program
from certifications.permissions import is_secretariat
from certifications.refusals import EditionInHand, FormFileWrong, FormNotReady, FrozenVersion, NoSuchPart, NothingToUndo
from home import clock, freshness
from home.versions import StaleRecord, write_version

EMPTY: Form = {"sections": [], "questions": []}


@transaction.atomic
def begin(program: Program, *, by: Any, empty: bool = False) -> FormVersion:
    """Begins the program's next edition as a copy of its newest one (or `empty`). Raises EditionInHand."""
    newest = program.form_versions.order_by("-number").first()
    form = form_shapes.as_data(newest) if newest and not empty else EMPTY
    return _begin(program, form, by)


@transaction.atomic
def take_from_file(program: Program, text: str, *, by: Any) -> FormVersion:
    """Begins the program's next edition out of an exported file. Raises EditionInHand and FormFileWrong."""
    form, faults = form_files.read(text)
    if faults:
        raise FormFileWrong(faults)
    return _begin(program, form_shapes.normal(form), by)


def _begin(program: Program, form: Form, by: Any) -> FormVersion:
    if not is_secretariat(by, program):
        raise PermissionDenied
    Program.objects.select_for_update().get(pk=program.pk)
    if program.form_versions.filter(published_at__isnull=True).exists():
        raise EditionInHand
    # What one edition was made from is said anew in each.
    questions = [question | {"made_from": []} for question in form["questions"]]
    return make(program, form | {"questions": questions})


def make(program: Program, form: Form) -> FormVersion:
    """The program's next edition with these contents, not published."""
    newest = program.form_versions.order_by("-number").first()
    version = FormVersion.objects.create(program=program, number=newest.number + 1 if newest else 1, created_at=clock.now())
    form_shapes.write(version, form)
    return version


@transaction.atomic
def discard(version: FormVersion, *, row_version: int, by: Any) -> None:
    """Deletes an edition that is not published. Raises FrozenVersion and StaleRecord."""
    locked = _locked(version, by)
    if locked.row_version != row_version:
        raise StaleRecord(locked)
    locked.delete()


def _locked(version: FormVersion, by: Any) -> FormVersion:
    locked = FormVersion.objects.select_for_update(of=("self",)).select_related("program").get(pk=version.pk)
    if not is_secretariat(by, locked.program):
        raise PermissionDenied
    if locked.published_at:
        raise FrozenVersion
    return locked


@transaction.atomic
def _edit(version: FormVersion, change: Callable[[Form], Form], row_version: int, by: Any) -> FormVersion:
    """Changes the form as data and writes it back; what it was before is kept for one undo.

    Every verb below raises FrozenVersion, NoSuchPart, and StaleRecord when somebody else has changed the edition since it
    was read.
    """
    locked = _locked(version, by)
    before = form_shapes.as_data(locked)
    try:
        after = change(before)
    except form_edits.Missing as missing:
        raise NoSuchPart from missing
    write_version(locked, row_version=row_version, before=before)
    form_shapes.write(locked, form_shapes.normal(after))
    return locked


def add_section(version: FormVersion, words: Mapping[str, Any], *, row_version: int, by: Any) -> FormVersion:
    """A new section at the end; words: {"title": {"ja": ...}, "help": {...}}."""
    return _edit(version, lambda form: form_edits.add_section(form, words), row_version, by)


def change_section(version: FormVersion, code: str, words: Mapping[str, Any], *, row_version: int, by: Any) -> FormVersion:
    """Other words for a section."""
    return _edit(version, lambda form: form_edits.change_section(form, code, words), row_version, by)


def move_section(version: FormVersion, code: str, steps: int, *, row_version: int, by: Any) -> FormVersion:
    """A section up or down, with its questions."""
    return _edit(version, lambda form: form_edits.move_section(form, code, steps), row_version, by)


def remove_section(version: FormVersion, code: str, *, row_version: int, by: Any) -> FormVersion:
    """A section and its questions out of the form."""
    return _edit(version, lambda form: form_edits.remove_section(form, code), row_version, by)


def add_questions(
    version: FormVersion, section: str, rows: Iterable[Mapping[str, Any]], *, row_version: int, by: Any
) -> FormVersion:
    """New questions at the end of a section, as rows of a form's file; keys are given here unless they are brought."""
    return _edit(version, lambda form: form_edits.add_questions(form, section, rows), row_version, by)


def add_lines(version: FormVersion, section: str, text: str, *, row_version: int, by: Any) -> FormVersion:
    """Pasted lines as sections and questions (see form_lines), behind what stands in the section."""
    return _edit(version, lambda form: form_lines.appended(form, section, text), row_version, by)


def change_question(version: FormVersion, key: str, row: Mapping[str, Any], *, row_version: int, by: Any) -> FormVersion:
    """Another question under the same key, so that answers in drafts are carried over."""
    return _edit(version, lambda form: form_edits.change_question(form, key, row), row_version, by)


def move_question(version: FormVersion, key: str, steps: int, *, row_version: int, by: Any) -> FormVersion:
    """A question up or down, beyond the edge of its section into the next one."""
    return _edit(version, lambda form: form_edits.move_question(form, key, steps), row_version, by)


def put_question(version: FormVersion, key: str, section: str, place: int, *, row_version: int, by: Any) -> FormVersion:
    """A question to a place in a section, counted from 0."""
    return _edit(version, lambda form: form_edits.put_question(form, key, section, place), row_version, by)


def duplicate_question(version: FormVersion, key: str, *, row_version: int, by: Any) -> FormVersion:
    """The same question once more, right behind."""
    return _edit(version, lambda form: form_edits.duplicate_question(form, key), row_version, by)


def remove_question(version: FormVersion, key: str, *, row_version: int, by: Any) -> FormVersion:
    """A question out of the form."""
    return _edit(version, lambda form: form_edits.remove_question(form, key), row_version, by)


@transaction.atomic
def undo(version: FormVersion, *, row_version: int, by: Any) -> FormVersion:
    """The form as it was before its last change; undoing twice brings the change back. Raises NothingToUndo."""
    before = _locked(version, by).before
    if before is None:
        raise NothingToUndo
    return _edit(version, lambda _form: before, row_version, by)


@transaction.atomic
def publish(version: FormVersion, *, row_version: int, by: Any) -> FormVersion:
    """From now on the edition never changes, and new rounds use it. Rounds that run take it up by `adopt` only.

    Raises FormNotReady with everything that is to be mended.
    """
    locked = _locked(version, by)
    if problems := form_checks.faults(form_shapes.as_data(locked)):
        raise FormNotReady(problems)
    write_version(locked, row_version=row_version, published_at=clock.now(), published_by=by, before=None)
    freshness.renew("programs")
    return locked
