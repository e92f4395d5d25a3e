"""The judge's list and the way into a case: pledge, question, papers; and what a judge never sees."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from certifications.actions import judging
from certifications.models import Assignment, PanelMember, Round
from tests.certifications import making


def case_url(assignment, name="judging_case", *args):
    return reverse(f"certifications:{name}", args=[assignment.public_id, *args])


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(response):
    return response.content.decode()


def without_token(response, secret):
    """The answer's body, without what must differ: the address that was asked for."""
    return text_of(response).replace(str(secret), "")


def test_list_asks_for_the_pledge_before_it_names_a_case(assignment, at_desk):
    page = text_of(at_desk.get("/judging/"))

    assert "誓約して審査を始める" in page
    assert assignment.application.subject.name_ja not in page


def test_list_names_the_cases_after_the_pledge(assignment, judging_round, at_desk):
    response = at_desk.post(reverse("certifications:judging_pledge", args=[judging_round.public_id]))

    assert response.headers["Location"] == "/judging/"
    page = text_of(at_desk.get("/judging/"))
    assert assignment.application.subject.name_ja in page
    assert "<b>0</b> / 1" in page


def test_list_is_for_people_with_a_seat(stranger, in_judging):
    assert client_of(stranger).get("/judging/").status_code == 404


def test_list_asks_to_sign_in(in_judging):
    response = Client().get("/judging/")

    assert (response.status_code, response.headers["Location"]) == (302, "/account/login/?next=/judging/")


def test_list_keeps_every_round_whole_and_in_neutral_order(world):
    judge = making.person("judge-of-all")
    for slug in ("kis", "monozukuri-brand", "design-competition"):
        round_, *_rest = world(slug, cases=3, judges=[judge])
        judging.pledge(round_, by=judge)

    dockets = client_of(judge).get("/judging/").context["dockets"]

    assert [len(docket.cases) for docket in dockets] == [3, 3, 3]
    for docket in dockets:
        orders = [case.assignment.order for case in docket.cases]
        assert orders == sorted(orders)


@pytest.mark.parametrize("cases", [1, 3])
def test_list_asks_the_database_as_often_for_one_case_as_for_three(world, cases, django_assert_num_queries):
    round_, _secretary, (judge,), _made = world(cases=cases)
    judging.pledge(round_, by=judge)
    client = client_of(judge)
    client.get("/judging/")

    with django_assert_num_queries(12):
        client.get("/judging/")


def test_case_shows_nothing_before_the_question_is_answered(pledged, at_desk):
    page = text_of(at_desk.get(case_url(pledged)))

    assert "どのような関係ですか" in page
    assert making.SAMPLE_ANSWERS["long_text"] not in page
    assert "pad__criterion" not in page


def test_case_opens_after_the_word_that_nothing_connects(pledged, at_desk):
    response = at_desk.post(case_url(pledged, "judging_begin"))

    assert response.headers["Location"] == case_url(pledged)
    page = text_of(at_desk.get(case_url(pledged)))
    assert making.SAMPLE_ANSWERS["long_text"] in page
    assert "5段階中4" in page


def test_case_without_pledge_leads_to_the_pledge(assignment, at_desk):
    for response in (at_desk.get(case_url(assignment)), at_desk.post(case_url(assignment, "judging_begin"))):
        assert (response.status_code, response.headers["Location"]) == (302, "/judging/")
    assert Assignment.objects.get(pk=assignment.pk).state == "assigned"


def test_decline_needs_a_reason_and_keeps_the_question(pledged, at_desk):
    response = at_desk.post(case_url(pledged, "judging_decline"), {"reason": " "})

    assert response.status_code == 422
    assert "どのような関係か、簡単にお書きください。" in text_of(response)
    assert Assignment.objects.get(pk=pledged.pk).state == "assigned"


def test_decline_takes_the_case_away(pledged, at_desk):
    response = at_desk.post(case_url(pledged, "judging_decline"), {"reason": "共同研究をしています"}, follow=True)

    assert response.redirect_chain == [("/judging/", 302)]
    assert "事務局がほかの委員に依頼します" in text_of(response)
    assert at_desk.get(case_url(pledged)).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("judging_case", "get"),
        ("judging_case", "post"),
        ("judging_begin", "post"),
        ("judging_decline", "post"),
        ("judging_score", "post"),
        ("judging_texts", "post"),
        ("judging_take_back", "post"),
    ],
)
def test_case_of_another_judge_is_the_same_as_none(opened, other_judge, judging_round, name, method):
    judging.pledge(judging_round, by=other_judge)
    client = client_of(other_judge)
    nowhere = uuid.uuid4()

    hers = getattr(client, method)(case_url(opened, name))
    none = getattr(client, method)(reverse(f"certifications:{name}", args=[nowhere]))

    assert (hers.status_code, none.status_code) == (404, 404)
    assert without_token(hers, opened.public_id) == without_token(none, nowhere)


def test_secretary_and_applicant_have_no_way_in(opened, secretary, owner):
    for user in (secretary, owner):
        assert client_of(user).get(case_url(opened)).status_code == 404


def test_page_never_shows_another_judges_sheet(opened, judging_round, other_judge, criteria, at_desk):
    judging.pledge(judging_round, by=other_judge)
    theirs = Assignment.objects.get(judge=other_judge)
    judging.open_sheet(theirs, by=other_judge)
    for criterion in criteria:
        judging.score(theirs, criterion, 2, by=other_judge)
    judging.comment(theirs, row_version=1, applicant_comment="岡田が見た強み", private_note="岡田が迷った点", by=other_judge)

    page = text_of(at_desk.get(case_url(opened)))

    assert "岡田" not in page
    assert " checked" not in page.replace("data-pad-switch checked", "")
    assert other_judge.name not in page


def test_papers_open_for_the_judge_only_once_the_case_is_open(pledged, judge, other_judge, judging_round, at_desk):
    judging.pledge(judging_round, by=other_judge)
    version = pledged.application.versions.last()
    urls = [case_url(pledged, "judging_paper", row["attachment"]) for row in version.files]

    before = {at_desk.get(url).status_code for url in urls}
    judging.open_sheet(pledged, by=judge)
    after = [at_desk.get(url) for url in urls]
    theirs = {client_of(other_judge).get(url).status_code for url in urls}

    assert (before, theirs) == ({404}, {404})
    assert {response.status_code for response in after} == {200}
    assert {response.headers["Cache-Control"] for response in after} == {"private, no-store"}


def test_paper_of_another_application_is_not_found(opened, at_desk, open_round, stranger, other_company):
    other = making.submitted(open_round_again(open_round), stranger, organization=other_company)
    attachment = other.attachments.first()

    assert at_desk.get(case_url(opened, "judging_paper", attachment.public_id)).status_code == 404


def open_round_again(round_):
    """The round as if its call were still open: another company's files must lie somewhere."""
    Round.objects.filter(pk=round_.pk).update(state="published")
    return Round.objects.get(pk=round_.pk)


def test_blind_round_hides_who_applies(world):
    round_, _secretary, (judge,), (application,) = world("meister", cases=1, blind=True)
    judging.pledge(round_, by=judge)
    assignment = Assignment.objects.get()
    judging.open_sheet(assignment, by=judge)
    client = client_of(judge)
    identity = round_.form_version.questions.filter(identity_class="identity")
    person = application.created_by

    pages = text_of(client.get("/judging/")) + text_of(client.get(case_url(assignment)))

    assert identity.count() == 5
    assert [question.label_ja for question in identity if f"<h3>{question.label_ja}</h3>" in pages] == []
    assert [word for word in (person.name, person.email, application.subject.name_ja) if word in pages] == []
    assert "候補者 1" in pages


def test_pledge_for_a_round_without_a_seat_is_not_found(judging_round, stranger):
    response = client_of(stranger).post(reverse("certifications:judging_pledge", args=[judging_round.public_id]))

    assert response.status_code == 404
    assert PanelMember.objects.filter(pledged_at__isnull=False).count() == 0


@pytest.mark.parametrize(("prefix", "word"), [("", "審査"), ("/en", "Judging"), ("/zh-hans", "评审")])
def test_list_speaks_three_languages(assignment, at_desk, prefix, word):
    response = at_desk.get(f"{prefix}/judging/")

    assert f"<h1>{word}</h1>" in text_of(response)
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
