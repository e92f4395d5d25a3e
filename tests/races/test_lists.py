"""Workers killed while they write a list, or take it back: nothing of it is there, and the next worker does all of it."""

import os
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from brands.models import Entry
from certifications.models import Certificate, CertificateEvent, NumberSeries, Subject
from home import clock
from home.actions import import_files, imports, work
from home.models import ImportRun, WorkerBeat
from organizations.actions import roles
from organizations.models import Organization, OrganizationEvent
from tests.certifications import making
from tests.organizations.lists import text_file
from tests.races import mortal
from tests.races.test_site_kills import steps_of, survived_few

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql, pytest.mark.slow, pytest.mark.alone]
SOAK = os.environ.get("SOAK") == "1"
ROWS = imports.BATCH + 40  # two batches
WRITTEN = (Organization, OrganizationEvent, Certificate, CertificateEvent, NumberSeries, Subject, Entry)
STEPS = {
    "certificates": [
        "UPDATE home_importrun",
        "INSERT certifications_subject",
        "INSERT certifications_certificate#2",
        "INSERT certifications_certificateevent",
        "INSERT brands_entry#2",
    ],
    "organizations": ["UPDATE home_importrun", "INSERT organizations_organization#2", "INSERT organizations_organizationevent"],
}


@pytest.fixture(autouse=True)
def _nothing_was_drawn_here():
    """The threads with which this process drew a PDF would be missing in its child, which would wait for them for ever."""
    assert "typst" not in sys.modules, "run it alone: make test-postgres ARGS='-m alone'"


def officer_of(kind):
    if kind == "certificates":
        return making.office(making.program(), "secretary")
    officer = making.person("officer")
    roles.grant(officer, "officer", by=None)
    return officer


def rows_of(kind):
    if kind == "certificates":
        rows = [[f"KIS-2020-{n:03d}", f"品{n}", "ひかり", "R2.10.1", "認証"] for n in range(1, ROWS)]
        return [["認証番号", "製品名", "企業名", "認証日", "区分"], *rows, ["", "番号なし", "ひかり", "R2.10.1", "認証"]]
    return [["企業名", "電話"], *([f"会社{n}", "044-999-9999"] for n in range(ROWS))]


def counted():
    return [model.objects.count() for model in WRITTEN]


def do_what_waits():
    call_command("worker", batch=True, interval=0.1, verbosity=0)


def time_passes():
    """As two minutes later: whoever died counts as dead, and its jobs are taken up again."""
    WorkerBeat.objects.update(beat_at=clock.now() - timedelta(minutes=2))
    work.reap()


def checked(kind, by):
    with transaction.atomic():
        run = import_files.receive(text_file(rows_of(kind), "utf-8"), kind=kind, by=by)
        imports.check(run, columns={int(column): name for column, name in run.columns.items()}, by=by)
    mortal.in_child(do_what_waits)
    run.refresh_from_db()
    assert (run.state, run.counts["new"]) == ("checked", ROWS)
    return run


@pytest.mark.parametrize("kind", list(STEPS))
def test_list_leaves_nothing_of_a_worker_that_dies_at_any_step_of_the_writing(kind, tmp_path):
    by, trace, survived = officer_of(kind), tmp_path / "trace", []
    run = checked(kind, by)
    before = counted()
    imports.write(run, by=by)
    mortal.in_child(do_what_waits, trace=trace)
    run.refresh_from_db()
    whole = counted()
    imports.undo(run, by=by)
    mortal.in_child(do_what_waits)
    empty = counted()
    deaths = steps_of(trace, STEPS[kind])

    for die_at in deaths:
        again = checked(kind, by)
        start = counted()
        imports.write(again, by=by)
        killed = mortal.in_child(do_what_waits, die_at=die_at)
        survived += [] if killed else [die_at]
        state, left = ImportRun.objects.get(pk=again.pk).state, counted()
        assert (die_at, state, left) in [(die_at, "writing", start), (die_at, "done", whole)]
        time_passes()
        mortal.in_child(do_what_waits)

        again.refresh_from_db()
        assert (die_at, again.state, counted()) == (die_at, "done", whole)
        imports.undo(again, by=by)
        mortal.in_child(do_what_waits)
        assert (die_at, counted()) == (die_at, empty)

    assert survived_few(survived, deaths)
    assert [count for model, count in zip(WRITTEN, before, strict=True) if model is not NumberSeries] == [
        count for model, count in zip(WRITTEN, empty, strict=True) if model is not NumberSeries
    ]
