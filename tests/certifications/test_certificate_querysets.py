"""As-of questions: whatever happened to certificates, the database says of each day what an independent replay says."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certifications.actions import certificates
from certifications.models import Certificate
from certifications.refusals import TermNotShorter, TermOver
from home import clock
from home.states import IllegalTransition
from organizations.models import User
from tests.certifications import issuing
from tests.certifications.deciding import again

pytestmark = pytest.mark.usefixtures("after_release")
DAYS = 60


STEPS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["suspend", "reinstate", "surrender", "withdraw", "end_term", "tick"])),
    max_size=8,
)


def do(certificate, what, secretary, approver):
    """One step, if it is legal that day."""
    reason = {"ja": "確認のため"}
    match what:
        case "suspend":
            certificates.suspend(certificate, reason_class="safety", reason=reason, by=secretary)
        case "reinstate":
            certificates.reinstate(certificate, by=secretary)
        case "surrender":
            certificates.surrender(certificate, told_by="counter", reason_class="wish", by=secretary)
        case "withdraw":
            issuing.withdrawn(certificate, by=approver)
        case "end_term":
            certificates.end_term(certificate, on=clock.today() + timedelta(days=5), reason="販売終了", by=secretary)
        case "tick":
            certificates.expire_due()


def replayed(events, day):
    """From the events alone, by other means than the code's: what was true at the end of the day."""
    state, first, last = None, None, None
    for event in events:
        facts = event.facts
        if "valid_until" in facts:
            last = facts["valid_until"] and date.fromisoformat(facts["valid_until"])
        if "valid_from" in facts:
            first = date.fromisoformat(facts["valid_from"])
        if event.to_state and event.at.astimezone(clock.TOKYO).date() <= day:
            state = event.to_state
    if state is None or day < first:
        return "not_yet"
    if state in {"active", "suspended"} and last and day > last:
        return "expired"
    return {"active": "valid"}.get(state, state)


@pytest.mark.django_db
def test_any_history_replayed_equals_what_is_asked(db):
    made = issuing.released_round("kis", cases=2)
    secretary, approver = (User.objects.get(email=f"{role}-kis@people.example") for role in "sa")
    start = issuing.RELEASED

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(histories=st.tuples(STEPS, STEPS))
    def check(histories):
        with transaction.atomic():
            for certificate, steps in zip(made, histories, strict=True):
                moment = start
                for days, what in steps:
                    moment += timedelta(days=days)
                    with clock.at(moment):
                        try:
                            with transaction.atomic():
                                do(again(certificate), what, secretary, approver)
                        except (IllegalTransition, TermOver, TermNotShorter):
                            pass
            for offset in range(-2, DAYS, 3):
                day = start.date() + timedelta(days=offset)
                expected = {each.pk: replayed(list(each.history.order_by("seq")), day) for each in made}
                assert {each.pk: each.status_on(day) for each in map(again, made)} == expected
                asked = dict(Certificate.objects.as_of(day).values_list("pk", "status_then"))
                assert asked == {pk: status for pk, status in expected.items() if day >= start.date()}
                valid = set(Certificate.objects.valid_on(day).values_list("pk", flat=True))
                assert valid == {pk for pk, status in expected.items() if status == "valid"}
            transaction.set_rollback(True)

    check()


@pytest.mark.django_db
def test_ever_counts_a_thing_once_and_now_counts_what_is_valid(db):
    first, second, third = issuing.released_round("kis", cases=3)
    secretary = User.objects.get(email="s-kis@people.example")
    certificates.surrender(first, told_by="letter", reason_class="wish", by=secretary)
    certificates.supersede(second, third, reason={"ja": "更新"}, by=secretary)

    today = clock.today()
    assert (Certificate.objects.count(), Certificate.objects.ever().count(), Certificate.objects.valid_on(today).count()) == (
        3,
        2,
        1,
    )
    assert (again(second).newer, again(third).predecessor) == (third, second)


@pytest.mark.django_db
def test_what_ended_before_keeps_its_end_and_gets_its_successor(db):
    first, second = issuing.released_round("kis", cases=2)
    secretary = User.objects.get(email="s-kis@people.example")
    certificates.surrender(first, told_by="letter", reason_class="wish", by=secretary)

    certificates.supersede(first, second, reason={"ja": "更新"}, by=secretary)

    assert (again(first).state, again(second).predecessor) == ("surrendered", first)
