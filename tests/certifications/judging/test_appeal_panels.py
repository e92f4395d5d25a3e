"""The members of an appeal's panel: what they read and from when, their opinion, their note, and stepping back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certifications.actions import appeal_panels, appeals, conflicts, releases
from certifications.appeal_permissions import reads_as_panel, sits_on
from certifications.models import Appeal, AppealPaper, PanelOpinion
from certifications.refusals import NotUnderReview, OpinionIncomplete, ReasonMissing
from certifications.second_factor_needs import is_needed
from home import clock
from home.models import Letter
from home.versions import StaleRecord
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked
from tests.home import samples

pytestmark = pytest.mark.django_db

GROUNDS, REASONS, NOTE, OPINION = (
    "安全性の資料は提出しています。",
    "耐荷重の裏付けが足りません。",
    "封じた覚え書き",
    "資料は届いていた。",
)


@pytest.fixture
def at_desk(settings):
    """The desk's page as an officer sees it."""
    settings.SECOND_FACTOR_REQUIRED = False
    making.all_roles()

    def enter(user):
        if not user.is_staff:
            making.officer(user)
        return client_of(user)

    return enter


@pytest.fixture
def second(program):
    return making.office(program, "second-secretary")


@pytest.fixture
def appeal(in_judging, open_round, secretary, approver, owner):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver, outcome="not_certified", reasons=REASONS)
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
    with clock.at(RELEASE + timedelta(days=3)):
        paper = SimpleUploadedFile("試験成績書.pdf", samples.pdf(), "application/pdf")
        yield appeals.file(again(in_judging), grounds=GROUNDS, uploads=[paper], by=owner)


@pytest.fixture
def member(appeal, second):
    found = making.person("outsider")
    appeals.seat(appeal, found, by=second)
    return found


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def address(appeal, name="panel_appeal", *more):
    return reverse(f"certifications:{name}", args=[appeal.public_id, *more])


def read(user, appeal):
    return client_of(user).get(address(appeal))


def rights(user, appeal):
    rows = Appeal.objects.filter(pk=appeal.pk)
    return [rows.of_panel(user).exists(), rows.read_by_panel(user).exists(), rows.visible_to(user).exists()]


def test_member_is_asked_by_a_letter_that_names_neither_case_nor_applicant(appeal, member):
    letter = Letter.objects.get(kind="certifications/appeal_panel_asked")

    application = appeal.decision.application
    assert (letter.recipient, address(appeal) in letter.text) == (member, True)
    told = [
        each in letter.subject + letter.text for each in (application.receipt_number, str(application.subject), "橘", GROUNDS)
    ]
    assert told == [False] * 4


def test_member_reads_nothing_of_the_content_before_her_pledge(appeal, member):
    paper = AppealPaper.objects.get()
    before = read(member, appeal).content.decode()
    client = client_of(member)
    shut = client.get(address(appeal, "panel_paper", paper.public_id)).status_code
    client.post(address(appeal, "panel_pledge"))
    after = client.get(address(appeal)).content.decode()
    opened = client.get(address(appeal, "panel_paper", paper.public_id))

    assert [[words in page for words in (GROUNDS, REASONS, paper.name)] for page in (before, after)] == [[False] * 3, [True] * 3]
    assert (shut, opened.status_code) == (404, 200)
    assert str(appeal.decision.application.subject) in before


def test_panel_is_open_to_its_members_alone(appeal, member, second, judges, owner, stranger):
    asked = [read(user, appeal).status_code for user in (member, second, judges[0], owner, stranger)]

    assert asked == [200, 404, 404, 404, 404]
    assert Client().get(address(appeal)).status_code == 302


def test_predicates_and_questions_agree_before_and_after_the_pledge(appeal, member):
    before = rights(member, appeal), sits_on(member, appeal), reads_as_panel(member, appeal)
    appeal_panels.pledge(appeal, by=member)
    appeal_panels.pledge(appeal, by=member)

    assert before == ([True, False, False], True, False)
    assert (rights(member, appeal), sits_on(member, appeal), reads_as_panel(member, appeal)) == ([True] * 3, True, True)
    assert PanelOpinion.objects.count() == 1
    assert appeal.history.filter(action="appeal.pledge").count() == 1


def test_interest_takes_the_appeal_from_a_member_at_once(appeal, member, second):
    appeal_panels.pledge(appeal, by=member)
    application = appeal.decision.application

    conflicts.record(member, program=application.round.program, application=application, reason="親族", by=second)

    assert (read(member, appeal).status_code, rights(member, appeal)) == (404, [False] * 3)
    with pytest.raises(PermissionDenied):
        appeal_panels.write(appeal, note="", ruling="", reasons="", row_version=1, by=member)


def test_opinion_goes_to_the_office_and_the_note_to_nobody(appeal, member, second, at_desk):
    appeals.begin(appeal, by=second)
    client = client_of(member)
    client.post(address(appeal, "panel_pledge"))
    facts = {"note": NOTE, "ruling": "upheld", "reasons": OPINION}
    saved = client.post(address(appeal, "panel_opinion"), facts | {"row_version": 1})
    desk = reverse("appeals:detail", args=[appeal.public_id])
    kept = at_desk(second).get(desk).content.decode()
    client.post(address(appeal, "panel_opinion"), facts | {"row_version": 2, "give": ""})
    given = at_desk(second).get(desk).content.decode()
    own = client.get(address(appeal)).content.decode()

    assert saved.status_code == 302
    assert [(OPINION in page, NOTE in page) for page in (kept, given, own)] == [(False, False), (True, False), (True, True)]
    assert [event.facts for event in appeal.history.filter(action="appeal.give_opinion")] == [{"ruling": "upheld"}]


def test_opinion_is_refused_before_the_review_and_without_reasons(appeal, member, second):
    appeal_panels.pledge(appeal, by=member)
    facts = {"note": "", "ruling": "dismissed", "reasons": OPINION, "by": member, "give": True}

    with pytest.raises(NotUnderReview):
        appeal_panels.write(appeal, row_version=1, **facts)
    appeals.begin(appeal, by=second)
    with pytest.raises(OpinionIncomplete):
        appeal_panels.write(appeal, row_version=1, **facts | {"reasons": " "})
    with pytest.raises(StaleRecord):
        appeal_panels.write(appeal, row_version=7, **facts)

    assert PanelOpinion.objects.values_list("given_at", "ruling").get() == (None, "")


def test_second_window_loses_nothing_and_can_save_again(appeal, member, second):
    appeals.begin(appeal, by=second)
    appeal_panels.pledge(appeal, by=member)
    appeal_panels.write(appeal, note=NOTE, ruling="dismissed", reasons=OPINION, row_version=1, by=member)
    client, facts = client_of(member), {"note": "", "ruling": "upheld", "reasons": "別の窓の意見"}

    late = client.post(address(appeal, "panel_opinion"), facts | {"row_version": 1})
    again_ = client.post(address(appeal, "panel_opinion"), facts | {"row_version": late.context["form"]["row_version"].value()})

    shown = [text in late.content.decode() for text in ("別の窓の意見", OPINION, NOTE, "PanelOpinion")]
    assert (late.status_code, shown, again_.status_code) == (422, [True, True, True, False], 302)
    assert PanelOpinion.objects.get().reasons == "別の窓の意見"


def test_note_alone_leaves_what_the_office_has(appeal, member, second):
    appeals.begin(appeal, by=second)
    appeal_panels.pledge(appeal, by=member)
    appeal_panels.write(appeal, note="", ruling="dismissed", reasons=OPINION, row_version=1, give=True, by=member)

    appeal_panels.write(appeal, note=NOTE, ruling="upheld", reasons="書きかけ", row_version=2, by=member)

    assert PanelOpinion.objects.values_list("note", "ruling", "reasons").get() == (NOTE, "dismissed", OPINION)


def test_incomplete_opinion_says_what_to_do_and_keeps_what_was_typed(appeal, member, second):
    appeals.begin(appeal, by=second)
    client = client_of(member)
    client.post(address(appeal, "panel_pledge"))

    answer = client.post(address(appeal, "panel_opinion"), {"reasons": OPINION, "note": "", "row_version": 1, "give": ""})

    assert (answer.status_code, OPINION in answer.content.decode()) == (422, True)


def test_stepping_back_frees_the_seat_and_is_a_conflict(appeal, member, second):
    client = client_of(member)
    empty = client.post(address(appeal, "panel_step_back"), {"reason": ""})
    client.post(address(appeal, "panel_step_back"), {"reason": "以前の勤め先です"})

    assert empty.status_code == 422
    assert (appeal.seats.count(), member.conflicts.confirmed_on(appeal.decision.application).count()) == (0, 1)
    assert (read(member, appeal).status_code, appeal.history.filter(action="appeal.step_back").count()) == (404, 1)


def test_stepping_back_asks_for_a_reason_and_a_seat(appeal, member, stranger):
    with pytest.raises(ReasonMissing):
        appeal_panels.step_back(appeal, reason=" ", by=member)
    with pytest.raises(PermissionDenied):
        appeal_panels.step_back(appeal, reason="関係者", by=stranger)

    assert appeal.seats.count() == 1


def test_list_of_a_member_shows_the_appeal_until_it_is_over(appeal, member, owner):
    client = client_of(member)
    shown = client.get(reverse("certifications:judging"))
    needed = is_needed(member)
    appeals.take_back(appeal, by=owner)

    assert (address(appeal) in shown.content.decode(), needed) == (True, True)
    assert [client.get(each).status_code for each in (reverse("certifications:judging"), address(appeal))] == [404, 404]
    assert is_needed(member) is False
