"""A colleague renames the product while the application is submitted: the version holds exactly what the row holds."""

import threading

import pytest

from certifications.actions import applications, basic_facts
from certifications.basics import facts_of, fingerprint
from certifications.models import ApplicationVersion, Subject
from tests.races.cities import ROUNDS, again
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
NEW = "手すり革"


def rename_and_submit(city):
    application = city.filled()
    read = fingerprint(facts_of(application), application.subject.email)
    first, second = again(application), again(application)
    outcomes = together(
        lambda: basic_facts.change(first, {"name_ja": NEW}, read=read, by=city.owner),
        lambda: applications.submit(second, by=city.owner),
    )
    return application, outcomes


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_version_holds_what_the_row_holds(city, _round):
    application, outcomes = rename_and_submit(city)

    version = ApplicationVersion.objects.get(application=application)
    row = Subject.objects.get(pk=application.subject_id)
    assert version.declared["names"]["name_ja"] == row.name_ja
    assert refusals(outcomes) == ([] if row.name_ja == NEW else ["NotOpenForChange"])


def test_submission_that_waited_freezes_the_new_name(city, monkeypatch):
    """It read the subject before its turn came; what it freezes is read behind the lock."""
    application = city.filled()
    read = fingerprint(facts_of(application), application.subject.email)
    waiting, write = again(application), basic_facts._write

    def slowly(*args, **kwargs):
        write(*args, **kwargs)
        started.set()
        pause.wait(1)

    started, pause = threading.Event(), threading.Event()
    monkeypatch.setattr(basic_facts, "_write", slowly)

    def submit():
        started.wait(10)
        return applications.submit(waiting, by=city.owner)

    outcomes = together(lambda: basic_facts.change(again(application), {"name_ja": NEW}, read=read, by=city.owner), submit)

    assert refusals(outcomes) == []
    assert outcomes[1].declared["names"]["name_ja"] == NEW
