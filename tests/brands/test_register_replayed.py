"""Whatever happened to certificates, on whatever days: the register says of each day what a replay by other means says."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from brands.datasets.certificates import certificate_rows
from brands.models import Entry
from brands.models.facets import known_on, tally_of
from certifications.actions import certificates
from certifications.models import Certificate
from certifications.refusals import TermNotShorter, TermOver
from home import clock
from home.states import IllegalTransition
from organizations.models import User
from tests.certifications import issuing
from tests.certifications.deciding import again

ENDS = {"withdrawn", "surrendered", "superseded"}
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 15),
        st.sampled_from(["suspend", "reinstate", "surrender", "withdraw", "supersede", "end_term", "expire"]),
    ),
    max_size=12,
)
SEEDS = st.integers(0, 2**32)


def do(made, index, what, secretary, approver):
    """One step on one certificate, if it is legal that day; another of them may take its place."""
    certificate, reason = again(made[index]), {"ja": "確認のため"}
    match what:
        case "suspend":
            certificates.suspend(certificate, reason_class="safety", reason=reason, by=secretary)
        case "reinstate":
            certificates.reinstate(certificate, by=secretary)
        case "surrender":
            certificates.surrender(certificate, told_by="counter", reason_class="wish", by=secretary)
        case "withdraw":
            issuing.withdrawn(certificate, by=approver)
        case "supersede":
            newer = again(made[(index + 1) % len(made)])
            taken = Certificate.objects.filter(predecessor=certificate).exists() or newer.predecessor_id or index == len(made) - 1
            if not taken:
                certificates.supersede(certificate, newer, reason=reason, by=secretary)
        case "end_term":
            certificates.end_term(certificate, on=clock.today() + timedelta(days=5), reason="販売終了", by=secretary)
        case "expire":
            certificates.expire_due()


def day_by_day(events, days, renewed_from=None):
    """The status at the end of each day, by walking through the days once; knows events only, no row and no query.

    `renewed_from` is the first day of the newer one, if there is any: one whose term is over is then replaced, not expired.
    """
    events = sorted(events, key=lambda event: event.seq)
    facts = [event.facts for event in events]
    first = next(date.fromisoformat(each["valid_from"]) for each in facts if "valid_from" in each)
    last = [each["valid_until"] for each in facts if "valid_until" in each][-1]
    last = last and date.fromisoformat(last)
    told, state, found = list(events), "", {}
    for day in days:
        while told and told[0].effective_on <= day:
            state = told.pop(0).to_state or state
        if not state or day < first:
            found[day] = "not_yet"
        elif state in ENDS:
            found[day] = state
        else:
            over = "superseded" if renewed_from and renewed_from <= day else "expired"
            found[day] = over if last and day > last else {"active": "valid"}.get(state, state)
    return found


def renewed_from(certificate):
    return Certificate.objects.filter(predecessor=certificate).values_list("valid_from", flat=True).first()


@pytest.mark.django_db
def test_any_history_gives_the_register_of_every_day(db):
    made = issuing.released_round("kis", cases=3)
    secretary, approver = (User.objects.get(email=f"{role}-kis@people.example") for role in "sa")
    start = issuing.RELEASED

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS, seed=SEEDS)
    @example(steps=[(1, 13, "end_term"), (0, 13, "suspend"), (1, 0, "supersede")], seed=0)
    def check(steps, seed):
        with transaction.atomic():
            moment = start
            for index, days, what in steps:
                moment += timedelta(days=days)
                with clock.at(moment):
                    try:
                        with transaction.atomic():
                            do(made, index, what, secretary, approver)
                    except (IllegalTransition, TermOver, TermNotShorter):
                        pass
            days = [start.date() + timedelta(days=offset) for offset in range(-2, (moment - start).days + 12)]
            replayed = {each.pk: day_by_day(each.history.all(), days, renewed_from(each)) for each in made}
            with clock.at(moment + timedelta(days=11, hours=1)):
                for day in random.Random(seed).sample(days, min(len(days), 8)):
                    then = {key: said[day] for key, said in replayed.items()}
                    issued = {key: status for key, status in then.items() if day >= start.date()}
                    assert {each.pk: again(each).status_on(day) for each in made} == then
                    assert dict(Certificate.objects.as_of(day).values_list("pk", "status_then")) == issued
                    assert dict(known_on(day).values_list("certificate", "status")) == issued
                    counts = Counter(issued.values())
                    tally = tally_of("", day)
                    assert tally.now({}) == counts["valid"]
                    assert tally.ever({}) == counts.total() - counts["superseded"]
                today = {str(again(each).public_id): replayed[each.pk][days[-1]] for each in made}
                assert clock.today() == days[-1]
                assert {row["id"]: row["status"] for row in certificate_rows(None)} == today
                assert dict(Entry.objects.with_status(days[-1]).values_list("certificate__public_id", "status")) == {
                    each.public_id: today[str(each.public_id)] for each in made
                }
            transaction.set_rollback(True)

    check()
