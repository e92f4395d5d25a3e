"""A running round takes up a newer edition of its form, and its drafts move over with their answers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q

from certifications import emails, form_plans, form_shapes
from certifications.actions import revisions
from certifications.actions.applications import fill_from_record
from certifications.actions.conditions import must_be_in
from certifications.answers import asked, is_empty
from certifications.form_plans import PlanRow
from certifications.models import Answer, Application, Attachment, FormVersion, Round, SetAside
from certifications.models.questions import rules_of
from certifications.permissions import is_secretariat
from certifications.refusals import PlanChanged, VersionUnfit
from certifications.states import ApplicationState
from home import clock, jobs
from home.versions import write_version

MAY_ADOPT = frozenset({"preparing", "published"})
MOST_AT_ONCE = 20
Shapes = dict[int, form_shapes.Form]


@dataclass(frozen=True)
class Plan:
    """What taking up an edition would do: each question with the number of drafts that have answered it."""

    rows: list[tuple[PlanRow, int]]
    drafts: int
    staying: int
    seen_as: str


def is_fit(round_: Round, version: FormVersion) -> bool:
    """Whether the round can take up the edition: published, of its own program, and another one than now."""
    own = version.program_id == round_.program_id and version.published_at is not None
    return own and version.pk != round_.form_version_id and round_.state in MAY_ADOPT


def seen(round_: Round, version: FormVersion) -> str:
    """Names the plan that was shown: both editions are immutable, so that their numbers say all of it."""
    return f"{round_.form_version_id}:{version.pk}"


def preview(round_: Round, version: FormVersion) -> Plan:
    """The plan, dry: nothing is written."""
    before, after = form_shapes.as_data(round_.form_version), form_shapes.as_data(version)
    drafts = round_.applications.filter(state=ApplicationState.DRAFT)
    answered = Counter(
        str(key) for key in Attachment.objects.present().filter(application__in=drafts).values_list("key", flat=True)
    )
    for key, value in Answer.objects.filter(application__in=drafts).values_list("key", "value"):
        answered[str(key)] += not is_empty(value)
    rows = [(row, max((answered[key] for key in (row.key, *row.sources)), default=0)) for row in form_plans.plan(before, after)]
    staying = round_.applications.exclude(state__in=["draft", "withdrawn", "lapsed"]).count()
    return Plan(rows, drafts.count(), staying, seen(round_, version))


@transaction.atomic
def adopt(round_: Round, version: FormVersion, *, seen_as: str, by: Any) -> None:
    """The round takes up the edition: new drafts begin on it, and the drafts that exist move to it.

    Up to twenty drafts move in this transaction, more of them by a job, each in a transaction of its own: until then a draft
    works on the edition that it has (`moving` tells how far it is). What has been submitted stays on the edition that it
    answers. Raises VersionUnfit, WrongStage, RoundCancelled, and PlanChanged when the plan is not the one that was shown.
    """
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    must_be_in(round_, MAY_ADOPT)
    locked = Round.objects.select_for_update(of=("self",)).select_related("program", "form_version").get(pk=round_.pk)
    if seen_as != seen(locked, version):
        raise PlanChanged
    if not is_fit(locked, version):
        raise VersionUnfit
    former = locked.form_version
    write_version(locked, row_version=locked.row_version, form_version=version)
    facts = {"from": former.number, "to": version.number}
    locked.history.append(locked, action="round.adopt_form", by=by, facts=facts, held=True)
    if waiting(locked).count() <= MOST_AT_ONCE:
        shapes: Shapes = {}
        for pk in waiting(locked).values_list("pk", flat=True):
            _move(pk, version, by, shapes)
    else:
        jobs.enqueue("certifications.tasks.move_drafts", str(locked.public_id))
    round_.refresh_from_db()


def waiting(round_: Round) -> Any:
    """The drafts that have not moved to the round's edition yet."""
    return round_.applications.filter(state=ApplicationState.DRAFT).exclude(form_version=round_.form_version_id).order_by("pk")


@dataclass(frozen=True)
class Moving:
    """A round that is taking up an edition: so many of its drafts are there already."""

    round: Round
    moved: int
    drafts: int


def moving(rounds: Iterable[Round]) -> list[Moving]:
    """Of these rounds the ones whose drafts are still being moved."""
    drafts = Count("applications", filter=Q(applications__state=ApplicationState.DRAFT))
    behind = ~Q(applications__form_version=F("form_version"))
    left = Count("applications", filter=Q(applications__state=ApplicationState.DRAFT) & behind)
    asked = Round.objects.filter(pk__in=[each.pk for each in rounds], state__in=MAY_ADOPT).select_related("program")
    rows = asked.annotate(drafts=drafts, left=left).filter(left__gt=0)
    return [Moving(row, row.drafts - row.left, row.drafts) for row in rows.order_by("pk")]


def move_waiting(round_: Round) -> int:
    """Moves the drafts that wait, each in a transaction of its own, and says how many. Twice has one effect."""
    last = round_.history.filter(action="round.adopt_form").order_by("-seq").first()
    pks = list(waiting(round_).values_list("pk", flat=True))
    shapes: Shapes = {}
    for pk in pks:
        _move(pk, round_.form_version, last.by if last else None, shapes)
    return len(pks)


def move_all_waiting() -> int:
    """Moves what still waits in every round that is open to applications, should a job ever have been lost."""
    drafts = Application.objects.filter(state=ApplicationState.DRAFT, round__state__in=MAY_ADOPT)
    behind = drafts.exclude(form_version=F("round__form_version"))
    return sum(move_waiting(round_) for round_ in Round.objects.filter(pk__in=behind.values("round")))


@transaction.atomic
def _move(pk: int, version: FormVersion, by: Any, shapes: Shapes) -> None:
    """One draft; an applicant who saves at the same time comes before or after, never between.

    `shapes` keeps the editions that were read: they never change.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("form_version", "round__program", "subject")
    application = rows.get(pk=pk)
    if application.state != ApplicationState.DRAFT or application.form_version_id == version.pk:
        return
    former = application.form_version
    before, after = (shapes.get(each.pk) or shapes.setdefault(each.pk, form_shapes.as_data(each)) for each in (former, version))
    answers = {str(answer.key): answer for answer in application.answers.all()}
    moved = form_plans.moved({key: answer.value for key, answer in answers.items()}, before, after)
    for key, value in moved.write.items():
        revisions.write(application, key, value, by=None, over=answers.get(key))
    now = clock.now()
    for key, value in moved.aside.items():
        SetAside.objects.create(application=application, key=key, form_version=former, value=value, at=now)
    _move_files(application, before, after)
    write_version(application, row_version=application.row_version, form_version=version)
    _restore_set_aside(application, after)
    fill_from_record(application, by=None)
    facts = {"from": former.number, "to": version.number, "carried": sorted(moved.write), "aside": sorted(moved.aside)}
    application.history.append(application, action="application.move_form", by=by, facts=facts, held=True)
    if labels := _asks(application, before, after):
        emails.form_changed(application, labels)


def _move_files(application: Application, before: form_shapes.Form, after: form_shapes.Form) -> None:
    """Files, and uploads under way, follow the question that takes the place of theirs; where two do, both get them."""
    for row in form_plans.plan(before, after):
        if row.answers not in {"copied", "joined"} or row.after is None or row.after["kind"] not in form_plans.FILES:
            continue
        for file in application.attachments.present().filter(key__in=row.sources):
            facts = {"file": file.file, "name": file.name, "added_by": file.added_by, "added_at": file.added_at}
            Attachment.objects.create(application=application, key=row.key, **facts)
        application.tickets.open().filter(key__in=row.sources).update(key=row.key)


def _restore_set_aside(application: Application, after: form_shapes.Form) -> None:
    """A question that can hold again what was once set aside gets it back, once; not where somebody has answered since.

    Whoever emptied the answer since has answered, too.
    """
    rows = {row["key"]: row for row in after["questions"]}
    given = {str(answer.key): answer for answer in application.answers.all()}
    for kept in application.set_aside.order_by("-at", "-pk"):
        key = str(kept.key)
        answer = given.get(key)
        if key not in rows or rows[key]["kind"] == "consent":
            continue
        if answer and (not is_empty(answer.value) or answer.changed_at > kept.at):
            continue
        if not form_plans.fits(rows[key], kept.value):
            continue
        given[key] = revisions.write(application, key, kept.value, by=None, over=answer)
        kept.delete()


def _asks(application: Application, before: form_shapes.Form, after: form_shapes.Form) -> list[str]:
    """The questions that this applicant must answer because of the newer edition."""
    rules = rules_of(application.form_version)
    present = {str(answer.key): answer.value for answer in application.answers.all()}
    files = {str(key) for key in application.attachments.present().values_list("key", flat=True)}
    open_ones = {rule.key for rule in asked(rules, present) if is_empty(present.get(rule.key)) and rule.key not in files}
    rows = [row for row in form_plans.plan(before, after) if row.asks and row.key in open_ones and row.after]
    return [str(row.after["label"]["ja"]) for row in rows if row.after]
