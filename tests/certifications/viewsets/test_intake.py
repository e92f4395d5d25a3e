"""Paper and counter at the desk: entering, filling in as a proxy, letters to post."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certifications.actions import applications, undelivered
from certifications.models import Application
from home.models import Letter
from organizations.actions import organizations
from organizations.models import Organization
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db
POST_TO = "210-0007 川崎市川崎区駅前本町11-2\n有限会社かみのさと 紙野 里子"
NOBODY = {"organization_name": "", "corporate_number": ""}
SENT = {
    "channel": "paper",
    "received_on": "令和8年11月20日",
    "kind": "organization",
    "organization_name": "有限会社かみのさと",
    "organization_kind": "sme",
    "corporate_number": "７０００−０１２０−５０００−２",
    "name_ja": "手すり草",
    "post_to": POST_TO,
}


def enter(client, round_, **changes):
    sent = SENT | {"category": round_.program.categories.first().pk} | changes
    return client.post(reverse("rounds:enter", args=[round_.public_id]), sent)


@pytest.fixture
def entered(at_desk, open_round, secretary):
    enter(at_desk(secretary), open_round)
    return Application.objects.get()


def test_entering_goes_on_to_the_same_form_that_applicants_fill_in(at_desk, open_round, secretary):
    scan = SimpleUploadedFile("申請書.pdf", samples.pdf(), content_type="application/pdf")

    response = enter(at_desk(secretary), open_round, scan_1=scan)

    application = Application.objects.get()
    assert response["Location"] == reverse("certifications:application", args=[application.public_id])
    assert (application.organization.corporate_number, application.received_on.isoformat(), application.post_to) == (
        "7000012050002",
        "2026-11-20",
        POST_TO,
    )
    assert [row.name for row in application.evidence.all()] == ["申請書.pdf"]


def test_proxy_fills_and_submits_on_the_applicants_pages(client, at_desk, entered, secretary):
    making.fill(entered, secretary)

    page = client.get(reverse("certifications:application", args=[entered.public_id]))
    response = client.post(reverse("certifications:check", args=[entered.public_id]))

    entered.refresh_from_db()
    assert (page.context["proxy"], page.context["own"], response.status_code, entered.state) == (True, False, 302, "submitted")
    history = client.get(reverse("certifications:application", args=[entered.public_id])).context["timeline"]
    assert {item["by"] for item in history} == {"事務局が入力"}


def test_the_applicants_own_pages_list_no_proxy_cases(client, at_desk, entered, secretary):
    assert list(client.get(reverse("certifications:my")).context["rows"]) == []


def test_drafts_on_paper_stand_on_the_rounds_page(client, at_desk, entered, open_round, secretary, approver):
    page = client.get(reverse("rounds:detail", args=[open_round.public_id]))

    assert list(page.context["entering"]) == [entered]


def test_colleagues_of_other_programs_and_approvers_find_nothing(at_desk, entered, approver):
    elsewhere = making.office(making.program("meister"), "elsewhere")
    answers = [
        at_desk(person).get(reverse("certifications:application", args=[entered.public_id])).status_code
        for person in (approver, elsewhere)
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": "2026/11/22"}, "received_on"),
        ({"received_on": "2026/9/1"}, "received_on"),
        ({"corporate_number": "1000012050002"}, "corporate_number"),
        ({"organization_name": ""}, "organization"),
        ({"post_to": ""}, "post_to"),
        ({"channel": "online"}, "channel"),
        ({"category": ""}, "category"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(at_desk, open_round, secretary, changes, field):
    response = enter(at_desk(secretary), open_round, **changes)

    assert (list(response.context["form"].errors), Application.objects.count()) == ([field], 0)


def test_a_known_number_leads_to_the_organization_on_record(at_desk, open_round, secretary, company):
    Organization.objects.filter(pk=company.pk).update(corporate_number="7000012050002")
    organizations.verify_number(company, evidence="登記事項証明書", by=None)

    response = enter(at_desk(secretary), open_round)

    assert str(company) in str(response.context["form"].errors["corporate_number"])


def test_a_refusal_of_the_action_is_shown_with_what_was_typed(at_desk, open_round, secretary, company, owner):
    for number in range(3):
        making.draft(open_round, owner, name=f"製品{number}", organization=company)

    response = enter(at_desk(secretary), open_round, organization=company.pk, **NOBODY, channel="counter")

    form = response.context["form"]
    assert (len(form.non_field_errors()), form.data["name_ja"]) == (1, "手すり草")


def test_only_a_published_round_of_the_own_program_takes_paper(at_desk, open_round, secretary, approver):
    assert enter(at_desk(approver), open_round)["Location"] == "/admin/"
    assert Application.objects.count() == 0


def test_a_team_and_a_person_apply_on_paper(at_desk, db):
    program = making.program("design-competition")
    office = making.office(program, "design-office")
    round_ = making.published_round(program, office)
    client = at_desk(office)

    enter(
        client,
        round_,
        kind="team",
        team_name="ふたり机",
        team_members="机 一郎\n机 花子",
        organization_name="",
        corporate_number="",
    )
    enter(client, round_, kind="person", person_name="椅子 三郎", **NOBODY, name_ja="いす")

    names = {str(row.applicant): row.subject.name_ja for row in Application.objects.all()}
    assert names == {"ふたり机": "手すり草", "椅子 三郎": "いす"}
    assert sorted(str(member) for member in Application.objects.get(team__isnull=False).team.members.all()) == [
        "机 一郎",
        "机 花子",
    ]


def test_letters_are_printed_and_marked_as_posted(client, at_desk, entered, secretary):
    making.fill(entered, secretary)
    applications.submit(entered, by=secretary)
    letter = Letter.objects.by_post().get()

    listed = client.get(reverse("post:index")).content.decode()
    printed = client.get(reverse("post:print", args=[letter.public_id])).content.decode()
    client.post(reverse("post:posted", args=[letter.public_id]))

    letter.refresh_from_db()
    assert ("有限会社かみのさと" in listed, "210-0007" in printed) == (True, True)
    assert (letter.state, letter.posted_by, letter.sent_at is not None) == ("sent", secretary, True)


def test_a_list_without_letters_to_post_speaks_of_no_mail(at_desk, secretary):
    text = at_desk(secretary).get("/admin/post/").content.decode()

    assert ("郵送する手紙" in text, "お知らせメール" in text) == (True, False)


def test_letters_of_other_programs_are_not_there(at_desk, entered, secretary, approver, stranger):
    making.fill(entered, secretary)
    applications.submit(entered, by=secretary)
    letter = Letter.objects.by_post().get()
    elsewhere = making.office(making.program("meister"), "elsewhere")

    assert at_desk(elsewhere).get(reverse("post:detail", args=[letter.public_id])).status_code == 404
    assert [undelivered.may_deal(person, letter) for person in (secretary, approver, elsewhere, stranger)] == [
        True,
        False,
        False,
        False,
    ]


def test_written_consent_is_recorded_on_the_nominations_page(at_desk, db):
    program = making.program("meister")
    office = making.office(program, "meister-office")
    round_ = making.published_round(program, office)
    client = at_desk(office)
    enter(client, round_, kind="person", person_name="孫野 花", nominates="other", **NOBODY)
    application = Application.objects.get()

    page = client.get(reverse("certifications:application", args=[application.public_id])).content.decode()
    response = client.post(reverse("certifications:consent_record", args=[application.public_id]), {"note": "同意書あり"})

    application = Application.objects.get()
    assert ("consent/record/" in page, response.status_code, bool(application.consent.given_at)) == (True, 302, True)
