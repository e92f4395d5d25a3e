"""Many at once who submit: one receipt for eight clicks, and a deadline that is the same instant for all."""

import random
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from certifications.actions import applications
from certifications.models import Answer, Application, ApplicationVersion, Attachment, NumberSeries, Round
from certifications.querysets import ApplicationQuerySet
from certifications.refusals import TooLate
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.races.cities import ROUNDS, again, running_clock
from tests.races.crowd import meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def submit_eight_times(city):
    application = city.filled()
    before = NumberSeries.objects.filter(purpose="receipt").values_list("last", flat=True).first() or 0
    copies = [again(application) for _ in range(8)]
    outcomes = together(*[lambda copy=copy: applications.submit(copy, by=city.owner) for copy in copies])
    after = NumberSeries.objects.filter(purpose="receipt").values_list("last", flat=True).first() or 0
    received = Letter.objects.filter(kind="certifications/received", about=application.reference).count()
    versions = ApplicationVersion.objects.filter(application=application).count()
    return outcomes, (after - before, versions, received)


def test_eight_clicks_give_one_receipt(city):
    for _round in range(ROUNDS):
        outcomes, counted = submit_eight_times(city)

        assert refusals(outcomes) == []
        assert len({version.pk for version in outcomes}) == 1
        assert counted == (1, 1, 1)


def test_eight_clicks_collide_without_the_lock(city, monkeypatch):
    monkeypatch.setattr(ApplicationQuerySet, "select_for_update", lambda self, *_a, **_k: self)
    monkeypatch.setattr(applications, "freeze", meeting(applications.freeze, parties=8))

    outcomes, _counted = submit_eight_times(city)

    assert set(refusals(outcomes)) & {"IntegrityError", "StaleState"}


def many_drafts(city, number, closes_at):
    """So many companies' filled drafts in one round that closes at a real instant."""
    pattern = city.filled(opens_at=making.OPENS, closes_at=closes_at, announces_at=closes_at + timedelta(days=60))
    drafts = []
    for each in range(number):
        company = making.organization(f"締切{each}株式会社")
        owner = making.member(company, f"owner-{city.number}-{each}")
        drafts.append((making.draft(pattern.round, owner, organization=company), owner))
    for draft, owner in drafts:
        facts = {"changed_by": owner, "changed_at": clock.now()}
        Answer.objects.bulk_create(Answer(application=draft, key=a.key, value=a.value, **facts) for a in pattern.answers.all())
        facts = {"added_by": owner, "added_at": clock.now()}
        Attachment.objects.bulk_create(
            Attachment(application=draft, key=a.key, file=a.file, name=a.name, **facts) for a in pattern.attachments.all()
        )
    return [(again(draft), owner) for draft, owner in drafts]


def test_deadline_parts_submissions_by_the_beginning_of_their_transaction(city):
    """Twenty in the last second and the first one after; one that began in time waits for a lock until it is over."""
    dice = random.Random(20)
    drafts = many_drafts(city, 20, making.CLOSES)
    held, held_by = drafts[0]
    closes = timezone.now() + timedelta(seconds=2)
    Round.objects.filter(pk=held.round_id).update(opens_at=closes - timedelta(days=30), closes_at=closes)
    drafts = [(again(draft), owner) for draft, owner in drafts]
    spans = {}

    def submit(draft, owner, at):
        time.sleep(max((closes - timezone.now()).total_seconds() + at, 0))
        began = timezone.now()
        try:
            return applications.submit(draft, by=owner)
        finally:
            spans[draft.pk] = (began, timezone.now())

    def hold():
        with transaction.atomic():
            Application.objects.select_for_update().get(pk=held.pk)
            time.sleep(max((closes - timezone.now()).total_seconds() + 1, 0))

    offsets = [dice.uniform(-1, 1) for _ in drafts[1:]]
    calls = [lambda d=draft, o=owner, at=at: submit(d, o, at) for (draft, owner), at in zip(drafts[1:], offsets, strict=True)]
    with running_clock():
        outcomes = together(*calls, lambda: submit(held, held_by, -0.8), hold)

    assert set(refusals(outcomes)) <= {"TooLate"}
    for (draft, _owner), outcome in zip([*drafts[1:], drafts[0]], outcomes, strict=False):
        began, ended = spans[draft.pk]
        stored = Application.objects.get(pk=draft.pk)
        if isinstance(outcome, TooLate):
            assert (stored.state, stored.receipt_number) == ("draft", None)
            assert ended >= closes
        else:
            assert stored.state == "submitted"
            assert stored.submitted_at < closes
            assert began < closes
    assert Application.objects.get(pk=held.pk).state == "submitted"
    assert spans[held.pk][1] > closes
    receipts = Application.objects.filter(round=held.round, state="submitted").values_list("receipt_number", flat=True)
    assert len(set(receipts)) == NumberSeries.objects.get(purpose="receipt").last


def test_waiting_submission_would_be_late_by_the_clock_of_its_last_statement(city, monkeypatch):
    """What the transaction's clock is for: asked after the lock, it would refuse an applicant who began in time."""
    [(held, owner)] = many_drafts(city, 1, making.CLOSES)
    closes = timezone.now() + timedelta(seconds=1)
    Round.objects.filter(pk=held.round_id).update(opens_at=closes - timedelta(days=30), closes_at=closes)

    def asked_late():
        time.sleep(1.5)
        return timezone.now()

    monkeypatch.setattr(clock, "transaction_now", asked_late)
    with running_clock():
        outcomes = together(lambda: applications.submit(again(held), by=owner))

    assert refusals(outcomes) == ["TooLate"]
