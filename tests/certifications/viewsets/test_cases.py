"""The desk of cases: a list that knows no strangers, and a page with one next step."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications.actions import corrections, decisions, messages
from certifications.basics import KEYS
from certifications.models import Decision
from certifications.refusals import DecisionChanged
from certifications.viewsets.cases import CaseDesk
from home import clock
from organizations.actions import roles
from tests.certifications import issuing, making
from tests.certifications.deciding import again, approved, locked

pytestmark = pytest.mark.django_db
LIST_QUERIES, PAGE_QUERIES = 12, 17


def address(application, verb="detail"):
    return reverse(f"cases:{verb}", args=[application.public_id])


def test_the_list_shows_cases_of_ones_own_programs(at_desk, submitted, secretary):
    page = at_desk(secretary).get(reverse("cases:index")).content.decode()

    assert submitted.receipt_number in page


@pytest.mark.parametrize("cases", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(at_desk, open_round, secretary, cases, django_assert_num_queries):
    for number in range(cases):
        company = making.organization(f"試作{number}株式会社")
        making.submitted(open_round, making.member(company, f"owner{number}"), organization=company)
    client = at_desk(secretary)
    client.get(reverse("cases:index_results"))

    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("cases:index_results"))

    assert response.content.decode().count("KIS2026-") == cases


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_filters_ask_the_same_however_many_rounds_there_are(
    at_desk, open_round, secretary, rounds, django_assert_num_queries
):
    for number in range(rounds):
        round_ = open_round if number == 0 else making.published_round(open_round.program, secretary, number=number + 1)
        company = making.organization(f"試作{number}株式会社")
        making.submitted(round_, making.member(company, f"owner{number}"), organization=company)
    client = at_desk(secretary)
    client.get(reverse("cases:index"))

    with django_assert_num_queries(PAGE_QUERIES):
        response = client.get(reverse("cases:index"))

    assert response.context["filters"].form.fields["round"].queryset.count() == rounds


def test_a_draft_is_not_with_the_office(at_desk, draft, secretary):
    client = at_desk(secretary)

    assert client.get(address(draft)).status_code == 404


def test_another_programs_secretary_finds_nothing(at_desk, submitted):
    stranger = making.office(making.program("meister"), "other-secretary")
    client = at_desk(stranger)

    missing = client.get(reverse("cases:detail", args=["00000000-0000-4000-8000-000000000000"]))
    foreign = client.get(address(submitted))

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content
    assert submitted.receipt_number not in client.get(reverse("cases:index")).content.decode()


def test_an_officer_in_conflict_finds_nothing(at_desk, submitted, secretary, company):
    company.memberships.create(user=secretary, role="viewer", started_at=clock.now())
    client = at_desk(secretary)

    assert client.get(address(submitted)).status_code == 404
    assert submitted.receipt_number not in client.get(reverse("cases:index")).content.decode()


def test_a_superuser_without_a_role_does_not_enter(at_desk, submitted):
    root = making.person("root", is_staff=True, is_superuser=True)
    client = at_desk(root)

    assert client.get(address(submitted)).status_code == 302
    assert client.get(reverse("cases:index")).status_code == 302


def test_screening_through_the_desk(at_desk, submitted, secretary):
    client = at_desk(secretary)
    lines = [line["code"] for line in submitted.round.rules["checklist"]]
    page = client.get(address(submitted)).content.decode()
    assert address(submitted, "checklist") in page

    client.post(address(submitted, "checklist"), dict.fromkeys(lines, "yes"))
    client.post(address(submitted, "accept"))

    assert again(submitted).state == "in_review"


def test_accepting_without_the_checklist_says_why(at_desk, submitted, secretary):
    response = at_desk(secretary).post(address(submitted, "accept"))

    assert response.status_code == 200
    assert again(submitted).state == "submitted"
    assert response.context["form"].non_field_errors()


def test_corrections_are_asked_by_question(at_desk, submitted, secretary):
    question = submitted.round.form_version.questions.filter(kind="long_text").first()
    data = {"due_on": "2026-11-30", str(question.key): "根拠となる数値を書いてください。"}

    at_desk(secretary).post(address(submitted, "ask_corrections"), data)

    request = again(submitted).correction_requests.get()
    assert [(item.key, item.message) for item in request.items.all()] == [(question.key, data[str(question.key)])]
    assert again(submitted).state == "correction"


def test_basic_facts_are_points_like_the_questions(at_desk, submitted, secretary, owner):
    client, name, field = at_desk(secretary), str(KEYS["name_ja"]), str(KEYS["category"])
    code = submitted.round.program.categories.first().code
    page = client.get(address(submitted))
    data = {"mark": [name, field], "due_on": "2026-11-30", f"{name}-proposal": "手すり革", f"{field}-proposal": code}

    client.post(address(submitted, "ask_corrections"), data)
    items = {str(item.key): item for item in again(submitted).correction_requests.get().items.all()}
    for item in items.values():
        corrections.confirm(item, read_version=0, by=owner)
    corrections.resubmit(again(submitted), by=owner)
    recheck = client.get(address(submitted, "recheck"))

    assert {key: item.proposed_value for key, item in items.items()} == {name: "手すり革", field: code}
    assert [f'value="{key}"' in page.content.decode() for key in (name, str(KEYS["name_kana"]))] == [True, True]
    assert ("手すり革" in recheck.content.decode(), recheck.context["others"]) == (True, [])


def test_a_past_day_is_refused_and_what_was_typed_stays(at_desk, submitted, secretary):
    question = submitted.round.form_version.questions.filter(kind="long_text").first()
    data = {"due_on": "2026-11-20", str(question.key): "数値をお書きください。"}

    response = at_desk(secretary).post(address(submitted, "ask_corrections"), data)

    assert "数値をお書きください。" in response.content.decode()
    assert again(submitted).state == "submitted"


def test_scores_are_sealed_until_they_are_locked(at_desk, in_judging, open_round, secretary):
    client = at_desk(secretary)
    with clock.at(making.JUDGING):
        before = client.get(address(in_judging))
    locked(open_round, secretary)

    after = client.get(address(in_judging))

    assert before.context["reviews"] is None
    assert len(after.context["reviews"]) == 2


def test_a_decision_goes_through_two_persons(at_desk, in_judging, open_round, secretary, approver, program):
    locked(open_round, secretary)
    level = program.levels.first()
    desk = at_desk(secretary)
    desk.post(address(in_judging, "decide"), {"outcome": "certified", "level": level.pk, "reasons": "", "public_comment": ""})
    desk.post(address(in_judging, "propose"))
    assert desk.get(address(in_judging, "approve")).status_code == 302

    desk = at_desk(approver)
    page = desk.get(address(in_judging, "approve"))
    desk.post(address(in_judging, "approve"), {"seen_as": page.context["form"]["seen_as"].value()})

    decision = Decision.objects.get()
    assert (decision.state, decision.drafted_by, decision.approved_by) == ("approved", secretary, approver)


def test_one_next_step_for_every_state_and_role(at_desk, in_judging, open_round, secretary, approver):
    locked(open_round, secretary)
    seen = []
    for make in (lambda: None, lambda: approved(in_judging, secretary, approver)):
        make()
        for user in (secretary, approver):
            context = at_desk(user).get(address(in_judging)).context
            seen.append((context["step"].verb, bool(context["main_verb"]), bool(context["step"].waits_for)))

    assert seen == [("decide", True, False), ("", False, True), ("", False, True), ("", False, True)]


def test_the_export_neutralizes_formulas(at_desk, submitted, secretary):
    type(submitted.subject).objects.filter(pk=submitted.subject_id).update(name_ja="=1+1")

    rows = b"".join(at_desk(secretary).get(reverse("cases:index") + "?export=csv").streaming_content).decode("utf-8-sig")

    assert "'=1+1" in rows


def test_an_auditor_with_an_office_role_sees_both_sides(at_desk, submitted, secretary):
    released = issuing.released_round("meister", by_person=True)[0].decision.application
    elsewhere, maker = making.program("monozukuri-brand"), making.organization("多摩電子株式会社")
    foreign_round = making.published_round(elsewhere, making.office(elsewhere, "third"))
    abroad = making.submitted(foreign_round, making.member(maker, "maker"), organization=maker)
    roles.grant(secretary, "auditor", by=None)
    client = at_desk(secretary)

    assert set(CaseDesk.visible(None, secretary)) == {submitted, released}
    assert [client.get(address(case)).status_code for case in (submitted, released, abroad)] == [200, 200, 404]
    offered = client.get(reverse("cases:index")).context["filters"].form.fields["round"].queryset
    assert set(offered) == {submitted.round, released.round}


@pytest.fixture
def proposed(in_judging, open_round, secretary, program):
    """A decision that waits for its approver."""
    locked(open_round, secretary)
    decision = decisions.draft(
        again(in_judging), outcome="certified", level=program.levels.first(), reasons="優れる", by=secretary
    )
    decisions.propose(decision, by=secretary)
    return decision


def test_the_approval_page_shows_what_it_approves(at_desk, proposed, in_judging, approver):
    page = at_desk(approver).get(address(in_judging, "approve"))

    words = page.content.decode()
    assert (proposed.reasons in words, f'value="{decisions.seen(proposed)}"' in words) == (True, True)


def test_an_approval_of_another_draft_than_was_seen_is_refused(at_desk, proposed, in_judging, secretary, approver):
    desk = at_desk(approver)
    seen = desk.get(address(in_judging, "approve")).context["form"]["seen_as"].value()
    decisions.send_back(proposed, comment="理由を", by=approver)
    redrafted = decisions.draft(again(in_judging), outcome="not_certified", reasons="別の結論", by=secretary)
    decisions.propose(redrafted, by=secretary)

    response = desk.post(address(in_judging, "approve"), {"seen_as": seen})
    without = desk.post(address(in_judging, "approve"), {})

    assert response.context["form"].non_field_errors() == [str(DecisionChanged())]
    assert (without.status_code, again(redrafted).state) == (200, "proposed")


def test_a_draft_made_by_mistake_is_discarded_at_the_desk(at_desk, submitted, secretary):
    decisions.draft(submitted, outcome="ineligible", reasons="対象外です。", by=secretary)
    client = at_desk(secretary)
    assert address(submitted, "discard") in client.get(address(submitted)).content.decode()

    client.post(address(submitted, "discard"), {"reason": "取り違え"})

    assert Decision.objects.count() == 0
    assert address(submitted, "checklist") in client.get(address(submitted)).content.decode()


def test_a_silent_applicant_is_closed_or_given_time_from_the_day_after(at_desk, submitted, secretary):
    key = str(submitted.round.form_version.questions.filter(kind="long_text").first().key)
    request = corrections.request(submitted, {key: "数値を"}, due_on=making.CLOSES.date(), by=secretary)
    client, seen = at_desk(secretary), []
    for moment in (making.CLOSES, making.CLOSES + timedelta(days=1)):
        with clock.at(moment):
            context = client.get(address(submitted)).context
            seen.append((context["step"].verb, client.get(address(submitted, "close_corrections")).status_code))

    with clock.at(making.CLOSES + timedelta(days=1)):
        client.post(address(submitted, "extend_corrections"), {"due_on": "2026-12-07", "reason": "年度末のため"})
        assert (again(request).due_on.isoformat(), again(submitted).state) == ("2026-12-07", "correction")
    with clock.at(making.CLOSES + timedelta(days=9)):
        client.post(address(submitted, "close_corrections"), {"reason": "ご連絡がないため"})

    assert seen == [("", 302), ("close_corrections", 200)]
    assert (again(submitted).state, again(request).state) == ("submitted", "closed")


def test_messages_are_read_by_the_secretariat_opening_the_case_and_by_nobody_else(
    at_desk, submitted, owner, secretary, approver, program
):
    message = messages.post(submitted, body="図面をお送りします。", by=owner)
    administrator = making.person("administrator", is_superuser=True)
    elsewhere = making.office(making.program("meister"), "elsewhere")
    pages = [at_desk(who).get(address(submitted)).status_code for who in (approver, administrator, elsewhere)]
    looked = at_desk(secretary).head(address(submitted)).status_code
    before = again(message).read_at

    at_desk(secretary).get(address(submitted))

    assert (pages, looked, before) == ([200, 302, 404], 200, None)
    assert (again(message).read_at, [row.reader for row in message.readings.all()]) == (making.DURING, [secretary])
