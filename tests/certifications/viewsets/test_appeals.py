"""The desk of appeals: entered, a panel seated, answered, released; the auditor reads what was answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certifications.actions import appeals, decisions, releases, rulings
from certifications.models import Appeal, Decision
from certifications.viewsets import AppealDesk
from home import clock
from organizations.actions import roles
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db

GROUNDS, SEALED = "安全性の資料は提出しています。", "封印された答え"


@pytest.fixture
def refused(in_judging, open_round, secretary, approver):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver, outcome="not_certified")
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
    with clock.at(RELEASE + timedelta(days=3)):
        yield again(in_judging)


@pytest.fixture
def second(program):
    return making.office(program, "second-secretary"), making.office(program, "second-approver", "approver")


def address(appeal, verb="detail"):
    return reverse(f"appeals:{verb}", args=[appeal.public_id])


def test_from_paper_to_the_release_at_the_desk(at_desk, refused, second):
    outsider = making.person("outsider")
    client = at_desk(second[0])
    facts = {"channel": "paper", "received_on": "2027-03-03", "grounds": GROUNDS}
    client.post(reverse("cases:enter_appeal", args=[refused.public_id]), facts)
    appeal = Appeal.objects.get()
    client.post(address(appeal, "seat_member"), {"email": outsider.email})
    client.post(address(appeal, "begin"))
    client.post(address(appeal, "draft_answer"), {"ruling": "dismissed", "reasons": SEALED})
    case = reverse("cases:detail", args=[refused.public_id])
    client.post(reverse("cases:propose", args=[refused.public_id]))
    shown = client.get(address(appeal)).content.decode()
    client = at_desk(second[1])
    signing = client.get(reverse("cases:approve", args=[refused.public_id]))
    client.post(reverse("cases:approve", args=[refused.public_id]), {"seen_as": signing.context["form"]["seen_as"].value()})
    preview = client.get(address(appeal, "release_answer")).content.decode()
    client.post(address(appeal, "release_answer"))

    answer = Decision.objects.get(appeal=appeal)
    assert (again(appeal).state, answer.state) == ("dismissed", "released")
    assert (outsider.name in shown, GROUNDS in shown, SEALED in preview) == (True, True, True)
    assert SEALED in client.get(case).content.decode()


def test_a_first_decider_is_refused_on_the_form(at_desk, refused, owner, second, judges):
    appeal = appeals.file(refused, grounds=GROUNDS, by=owner)

    answer = at_desk(second[0]).post(address(appeal, "seat_member"), {"email": judges[0].email})

    assert (answer.status_code, bool(answer.context["form"].non_field_errors()), appeal.seats.count()) == (200, True, 0)


def test_who_drafted_the_first_decision_reads_but_does_nothing(at_desk, refused, owner, secretary):
    appeal = appeals.file(refused, grounds=GROUNDS, by=owner)
    client = at_desk(secretary)

    found = [client.get(address(appeal, verb)).status_code for verb in ("detail", "seat_member", "begin", "draft_answer")]

    assert found == [200, 302, 302, 302]


def test_who_had_a_part_in_the_first_decision_does_not_move_the_answer(refused, owner, secretary, approver, second):
    """Neither handed on nor discarded by who drafted what is appealed against, nor returned by who signed it."""
    appeal = appeals.file(refused, grounds=GROUNDS, by=owner)
    appeals.seat(appeal, making.person("outsider"), by=second[0])
    appeals.begin(appeal, by=second[0])
    answer = rulings.draft(appeal, ruling="dismissed", reasons=SEALED, by=second[0])

    with pytest.raises(PermissionDenied):
        decisions.propose(answer, by=secretary)
    with pytest.raises(PermissionDenied):
        decisions.discard(answer, reason="取り違え", by=secretary)
    decisions.propose(answer, by=second[0])
    with pytest.raises(PermissionDenied):
        decisions.send_back(answer, comment="もう一度", by=approver)
    assert Decision.objects.get(appeal=appeal).state == "proposed"


def test_the_auditor_reads_an_appeal_once_it_was_answered_and_no_sealed_answer(at_desk, refused, owner, second):
    auditor = making.person("auditor")
    roles.setup()
    roles.grant(auditor, "auditor", by=None)
    appeal = appeals.file(refused, grounds=GROUNDS, by=owner)
    appeals.seat(appeal, making.person("outsider"), by=second[0])
    appeals.begin(appeal, by=second[0])
    decision = rulings.draft(appeal, ruling="dismissed", reasons=SEALED, by=second[0])
    client = at_desk(auditor)
    case = reverse("cases:detail", args=[refused.public_id])
    before = (client.get(address(appeal)).status_code, SEALED in client.get(case).content.decode())
    decisions.propose(decision, by=second[0])
    decisions.approve(decision, by=second[1])
    rulings.release(appeal, by=second[1])

    after = (client.get(address(appeal)).status_code, SEALED in client.get(case).content.decode())

    assert (before, after) == ((404, False), (200, True))


def test_the_list_needs_one_question(refused, owner, django_assert_num_queries):
    appeals.file(refused, grounds=GROUNDS, by=owner)

    with django_assert_num_queries(1):
        assert len(list(AppealDesk.listed(None, Appeal.objects.all()))) == 1
