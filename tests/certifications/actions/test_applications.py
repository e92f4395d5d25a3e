"""An application is begun, submitted, withdrawn."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import applications, corrections, decisions, releases
from certifications.models import Application, ApplicationVersion, NumberSeries, Round, Subject, Team
from certifications.refusals import (
    ApplicantNotAllowed,
    ConsentMissing,
    LimitReached,
    NotComplete,
    NotOfThisRound,
    RoundNotOpen,
    TooLate,
)
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making

pytestmark = pytest.mark.django_db
NAMES = {"name_ja": "見守り灯", "name_kana": "ミマモリトウ", "name_en": ""}


def test_begin_makes_subject_and_draft(open_round, company, owner):
    application = applications.begin(open_round, names=NAMES, organization=company, by=owner)

    assert (application.state, application.subject.name_ja, application.subject.organization) == ("draft", "見守り灯", company)
    assert [event.action for event in application.history.all()] == ["application.start"]


def test_begin_finds_the_draft_of_the_first_click(open_round, company, owner):
    first = applications.begin(open_round, names=NAMES, organization=company, by=owner)
    second = applications.begin(open_round, names=NAMES, organization=company, by=owner)

    assert (second, Application.objects.count(), Subject.objects.count()) == (first, 1, 1)


def test_begin_leaves_nothing_behind_when_refused(open_round, company, owner):
    with clock.at(making.CLOSES), pytest.raises(RoundNotOpen):
        applications.begin(open_round, names=NAMES, organization=company, by=owner)

    assert (Subject.objects.count(), Application.objects.count()) == (0, 0)


@pytest.mark.parametrize(("moment", "open_"), [(-1, True), (0, False), (1, False)])
def test_start_ends_at_the_close(open_round, company, owner, moment, open_):
    with clock.at(making.CLOSES + timedelta(seconds=moment)):
        try:
            applications.begin(open_round, names=NAMES, organization=company, by=owner)
        except RoundNotOpen:
            began = False
        else:
            began = True

    assert began is open_


def test_begin_refuses_a_kind_of_applicant_that_the_program_does_not_take(open_round, owner):
    with pytest.raises(ApplicantNotAllowed):
        applications.begin(open_round, names=NAMES, by=owner)


def test_begin_refuses_viewers_and_strangers(open_round, company, viewer, stranger):
    for user in (viewer, stranger):
        with pytest.raises(PermissionDenied):
            applications.begin(open_round, names=NAMES, organization=company, by=user)

    assert Application.objects.count() == 0


def test_begin_refuses_a_category_of_another_program(open_round, company, owner):
    other = making.program("meister").categories.first()

    with pytest.raises(NotOfThisRound):
        applications.begin(open_round, names=NAMES, organization=company, category=other, by=owner)


def test_begin_counts_the_limit_without_withdrawn_ones(open_round, company, owner):
    drafts = [making.draft(open_round, owner, organization=company, name=f"製品{number}") for number in range(3)]

    with pytest.raises(LimitReached):
        applications.begin(open_round, names=NAMES, organization=company, by=owner)
    applications.withdraw(drafts[0], by=owner)

    assert applications.begin(open_round, names=NAMES, organization=company, by=owner).state == "draft"


@pytest.fixture
def contest(db):
    program = making.program("design-competition", per_applicant_limit=1)
    return making.published_round(program, making.office(program, "contest-office"))


def test_begin_makes_a_team_of_who_begins_it_and_asks_the_others(contest):
    one, two = making.person("one"), making.person("two")

    application = applications.begin(
        contest, names=NAMES, team=applications.NewTeam("工房", [two.email, one.email, "nobody@x.example"]), by=one
    )

    assert set(application.team.members.all()) == {one}
    assert set(application.team.invitations.values_list("email", flat=True)) == {two.email, "nobody@x.example"}
    assert application.subject.team == application.team


def test_begin_counts_teams_by_their_members(contest):
    one, two = making.person("one"), making.person("two")
    applications.begin(contest, names=NAMES, team=applications.NewTeam("工房", [two.email]), by=one)

    with pytest.raises(LimitReached):
        applications.begin(contest, names=NAMES | {"name_ja": "別"}, team=applications.NewTeam("別の名"), by=one)
    other = applications.begin(contest, names=NAMES | {"name_ja": "別"}, team=applications.NewTeam("別の名"), by=two)

    assert [set(team.members.all()) for team in Team.objects.order_by("pk")] == [{one}, {two}]
    assert other.team.name == "別の名"


def test_submit_freezes_a_version_gives_a_number_and_writes_a_letter(filled, owner):
    version = applications.submit(filled, by=owner)

    letter = Letter.objects.get(kind="certifications/received")
    assert (filled.state, filled.receipt_number, filled.submitted_at) == ("submitted", "KIS2026-0001", making.DURING)
    assert (version.seq, version.previous_sha256, len(version.answers), len(version.files)) == (1, "", 18, 2)
    assert letter.subject == "【KIS】申請を受け付けました(KIS2026-0001)"
    assert version.sha256 in letter.text
    assert "10営業日以内" in letter.text


def test_submit_gives_each_of_two_applications_that_say_the_same_its_receipt(company, owner):
    data = making.program_data()
    program = making.program(questions=[each for each in data["questions"] if each["kind"] not in {"file", "picture"}])
    round_ = making.published_round(program, making.office(program, "secretary"))
    twins = [making.fill(making.draft(round_, owner, name=name, organization=company), owner) for name in ("青", "青")]

    versions = [applications.submit(application, by=owner) for application in twins]

    letters = Letter.objects.filter(kind="certifications/received").order_by("pk")
    assert versions[0].sha256 == versions[1].sha256
    assert [letter.about for letter in letters] == [application.reference for application in twins]


def test_submit_twice_gets_the_same_version(filled, owner):
    first = applications.submit(filled, by=owner)
    again = applications.submit(Application.objects.get(pk=filled.pk), by=owner)

    assert (again, ApplicationVersion.objects.count(), Letter.objects.count()) == (first, 1, 1)
    assert NumberSeries.objects.get(purpose="receipt").last == 1


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False), (1, False)])
def test_submit_counts_until_the_close(filled, owner, seconds, counts):
    with clock.at(making.CLOSES + timedelta(seconds=seconds)), contextlib.suppress(TooLate):
        applications.submit(filled, by=owner)

    filled.refresh_from_db()
    assert (filled.state == "submitted", ApplicationVersion.objects.exists()) == (counts, counts)
    assert Letter.objects.exists() is counts


def test_submit_lists_everything_that_is_missing(draft, owner):
    with pytest.raises(NotComplete) as refusal:
        applications.submit(draft, by=owner)

    required = draft.round.form_version.questions.filter(required=True).order_by("order")
    assert [(p.key, p.code) for p in refusal.value.problems] == [(str(q.key), "missing") for q in required]
    assert NumberSeries.objects.count() == 0


def test_submit_refuses_viewers_and_strangers(filled, viewer, stranger):
    for user in (viewer, stranger):
        with pytest.raises(PermissionDenied):
            applications.submit(filled, by=user)

    assert ApplicationVersion.objects.count() == 0


@pytest.mark.parametrize("state", ["submitted", "in_review", "decided"])
def test_submit_answers_alike_wherever_the_office_is_with_a_case(submitted, owner, state):
    Application.objects.filter(pk=submitted.pk).update(state=state)

    assert applications.submit(submitted, by=owner) == submitted.versions.get()


@pytest.mark.parametrize("state", ["correction", "withdrawn", "lapsed"])
def test_submit_refuses_every_other_state(submitted, owner, state):
    Application.objects.filter(pk=submitted.pk).update(state=state)

    with pytest.raises(IllegalTransition):
        applications.submit(submitted, by=owner)

    assert submitted.versions.count() == 1


def test_submit_of_a_nomination_waits_for_consent(db):
    program = making.program("meister")
    round_ = making.published_round(program, making.office(program, "office"))
    nominator = making.person("nominator")
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}
    application = applications.begin(round_, names=names, candidate_email="tetsuo@people.example", by=nominator)
    making.fill(application, nominator)

    with pytest.raises(ConsentMissing):
        applications.submit(application, by=nominator)

    assert (application.subject.person, application.state) == (None, "draft")


def test_withdraw_tells_the_office_and_closes_an_open_correction(submitted, owner, secretary):
    key = str(submitted.round.form_version.questions.first().key)
    request = corrections.request(submitted, {key: "型番を"}, due_on=making.CLOSES.date(), by=secretary)

    applications.withdraw(submitted, by=owner, reason="販売終了のため")

    request.refresh_from_db()
    letter = Letter.objects.get(kind="certifications/withdrawn")
    assert (submitted.state, request.state) == ("withdrawn", "closed")
    assert (letter.recipient, letter.subject) == (secretary, "申請が取り下げられました(KIS2026-0001)")


def test_withdraw_tells_everybody_on_the_applicants_side_who_did_it(submitted, owner, company):
    editor = making.member(company, "helper", role="editor")

    applications.withdraw(submitted, by=editor)

    letters = Letter.objects.filter(kind="certifications/withdrawal")
    assert {letter.recipient for letter in letters} == {owner, editor}
    assert all(f"{editor}様が、" in letter.text for letter in letters)


def test_where_an_owners_word_is_needed_an_editor_withdraws_drafts_only(submitted, owner, company):
    Round.objects.filter(pk=submitted.round_id).update(sign_off=True)
    case = Application.objects.select_related("round").get(pk=submitted.pk)
    editor = making.member(company, "helper", role="editor")

    with pytest.raises(PermissionDenied):
        applications.withdraw(case, by=editor)
    applications.withdraw(case, by=owner)

    assert case.state == "withdrawn"


def test_withdraw_of_a_draft_writes_to_nobody(draft, owner):
    applications.withdraw(draft, by=owner)

    assert (draft.state, Letter.objects.count()) == ("withdrawn", 0)


def test_withdraw_after_a_sealed_decision_does_not_stop_the_release(in_judging, owner, secretary, approver):
    Round.objects.filter(pk=in_judging.round_id).update(state="deciding")
    case = Application.objects.select_related("round__program").get(pk=in_judging.pk)
    level = case.round.program.levels.get(code="standard")
    decision = decisions.draft(case, outcome="certified", level=level, by=secretary)
    decisions.propose(decision, by=secretary)
    decisions.approve(decision, by=approver)
    applications.withdraw(case, by=owner)

    with clock.at(making.ANNOUNCES):
        issued = releases.release(case.round, by=approver)

    decision.refresh_from_db()
    assert (issued, decision.state, Application.objects.get(pk=case.pk).state) == ([], "approved", "withdrawn")


@pytest.mark.parametrize("state", ["decided", "withdrawn", "lapsed"])
def test_withdraw_refuses_what_is_over(submitted, owner, state):
    Application.objects.filter(pk=submitted.pk).update(state=state)
    submitted.refresh_from_db()

    with pytest.raises(IllegalTransition):
        applications.withdraw(submitted, by=owner)
