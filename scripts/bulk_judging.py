"""Rounds of a size that no sample city has, for measurements: python -m scripts.bulk_judging WHAT CASES JUDGES.

Prints JSON. `result` locks the scores of a round (three sheets a case): the address of its result with an officer's session.
`list`: the desk's list of so many cases. `pane`: the sheet of a judge with so many cases, and where its values are saved. `plan`
asks the worker for a plan of a round: how many seconds it took. Settings from the environment.
"""

import json
import sys
import time
import uuid
from datetime import timedelta
from importlib import import_module
from random import Random
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from scripts.processes import ROOT

BACKEND = "django.contrib.auth.backends.ModelBackend"
REVIEWS = 3
PATIENCE_SECONDS = 120


def round_of(cases: int, judges: int) -> tuple[Any, list[Any], list[Any]]:
    """A round of the sample city's first program, with cases under review and a panel that has pledged."""
    from certifications.models import Application, PanelMember, Round, Stage, StageEntry, Subject  # noqa: PLC0415  once Django is set up
    from home import clock  # noqa: PLC0415
    from organizations.models import User  # noqa: PLC0415

    pattern = Round.objects.filter(state="judging").select_related("program").order_by("pk")[0]
    last = pattern.program.rounds.filter(fiscal_year=2031).count()
    now, number = clock.now(), uuid.uuid4().hex[:8]
    copy = Round(**{f.attname: getattr(pattern, f.attname) for f in Round._meta.concrete_fields if not f.primary_key})
    copy.public_id, copy.fiscal_year, copy.number, copy.state = uuid.uuid4(), 2031, last + 1, "judging"
    copy.opens_at, copy.closes_at, copy.announces_at = (now + timedelta(days=days) for days in (-40, -10, 60))
    copy.save(force_insert=True)
    stage = Stage.objects.scored().filter(round=pattern).order_by("-order")[0]
    stage.pk, stage.round, stage.order, stage.state, stage.hides, stage.sees_from = None, copy, 1, "open", [], None
    stage.save(force_insert=True)
    case = pattern.applications.in_review().select_related("subject")[0]
    people = User.objects.bulk_create(
        User(email=f"bulk-{number}-{at}@judges.example", name=f"委員{at}", is_active=True) for at in range(judges)
    )
    PanelMember.objects.bulk_create(PanelMember(round=copy, judge=judge, seated_at=now, pledged_at=now) for judge in people)
    subjects = Subject.objects.bulk_create(
        Subject(kind=case.subject.kind, name_ja=f"製品 {at}", organization_id=case.organization_id, created_at=now)
        for at in range(cases)
    )
    fields = [f.attname for f in Application._meta.concrete_fields if not f.primary_key]
    rows = []
    for at, subject in enumerate(subjects):
        row = Application(**{name: getattr(case, name) for name in fields})
        row.public_id, row.round, row.subject, row.receipt_number = uuid.uuid4(), copy, subject, f"BULK-{number}-{at:05}"
        rows.append(row)
    cases_made = Application.objects.bulk_create(rows)
    StageEntry.objects.bulk_create(StageEntry(stage=stage, application=row, entered_at=now) for row in cases_made)
    return copy, cases_made, people


def officer_of(round_: Any) -> Any:
    """Of the program's secretariat."""
    return round_.program.roles.filter(role="secretariat", ended_at__isnull=True).select_related("user")[0].user


def result(cases: int, judges: int) -> dict[str, str]:
    """A locked round and the way to its page."""
    from certifications.actions import results  # noqa: PLC0415  once Django is set up
    from certifications.models import ApplicationVersion, Assignment, Review, Score  # noqa: PLC0415
    from home import clock  # noqa: PLC0415

    random = Random(1)
    round_, rows, people = round_of(cases, judges)
    now, version = clock.now(), ApplicationVersion.objects.order_by("pk").first()
    stage = round_.last_scored_stage()
    given = Assignment.objects.bulk_create(
        Assignment(application=row, stage=stage, judge=judge, state="submitted", assigned_at=now)
        for row in rows
        for judge in random.sample(people, REVIEWS)
    )
    sheet = {"version": version, "rubric_version": round_.rubric_version, "changed_at": now, "submitted_at": now}
    reviews = Review.objects.bulk_create(Review(assignment=assignment, **sheet) for assignment in given)
    criteria = list(round_.rubric_version.criteria.all())
    Score.objects.bulk_create(
        (Score(review=review, criterion=criterion, value=random.randint(1, 5)) for review in reviews for criterion in criteria),
        batch_size=5_000,
    )
    officer = officer_of(round_)
    results.lock_and_rank(round_, by=officer)
    return {"session": session_of(officer), "path": f"/admin/rounds/{round_.public_id}/result/"}


def session_of(person: Any) -> str:
    """The key of a session in which the person is signed in, with a second factor, as offices and judges must be."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  once Django is set up

    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def listed(cases: int, judges: int) -> dict[str, str]:
    """So many cases with the office, and the way to their list."""
    round_, _rows, _people = round_of(cases, 0)
    return {"session": session_of(officer_of(round_)), "path": "/admin/cases/"}


def pane(cases: int, judges: int) -> dict[str, str]:
    """A judge with so many cases who has begun a sheet."""
    from certifications.actions import judging  # noqa: PLC0415  once Django is set up
    from certifications.models import ApplicationVersion, Assignment  # noqa: PLC0415
    from home import clock  # noqa: PLC0415

    round_, rows, (judge,) = round_of(cases, 1)
    stage, now = round_.last_scored_stage(), clock.now()
    newest = ApplicationVersion.objects.filter(application__round__state="judging").order_by("-pk").first()
    given = Assignment.objects.bulk_create(
        Assignment(application=row, stage=stage, judge=judge, assigned_at=now, order=at) for at, row in enumerate(rows)
    )
    case = rows[0]
    copied = {f.attname: getattr(newest, f.attname) for f in ApplicationVersion._meta.concrete_fields if not f.primary_key}
    ApplicationVersion.objects.bulk_create([ApplicationVersion(**copied | {"application_id": case.pk})])
    judging.open_sheet(Assignment.objects.select_related("application__round", "stage").get(pk=given[0].pk), by=judge)
    path = f"/judging/{given[0].public_id}/"
    criterion = stage.rubric.criteria.order_by("order")[0].code
    return {"session": session_of(judge), "path": path, "score": f"{path}score/", "criterion": criterion}


def plan(cases: int, judges: int) -> dict[str, float]:
    """How long the worker takes from being asked until the plan can be read."""
    from certifications.actions import plans  # noqa: PLC0415  once Django is set up
    from certifications.actions.plan_inputs import Wishes  # noqa: PLC0415
    from certifications.models import AssignmentPlan  # noqa: PLC0415

    round_, _rows, _people = round_of(cases, judges)
    drafted = plans.draft(round_, Wishes(REVIEWS, cap=cases * REVIEWS // judges + 5, links=judges // 4), by=officer_of(round_))
    begun = time.monotonic()
    while AssignmentPlan.objects.waiting().filter(pk=drafted.pk).exists():
        if time.monotonic() - begun > PATIENCE_SECONDS:
            raise TimeoutError("The worker has not computed the plan.")
        time.sleep(0.1)
    drafted.refresh_from_db()
    return {"seconds": time.monotonic() - begun, "assigned": len((drafted.output or {"assigned": []})["assigned"])}


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    what, size, panel = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    print(json.dumps({"result": result, "list": listed, "pane": pane, "plan": plan}[what](size, panel)))
