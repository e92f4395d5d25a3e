"""The self-check's page within an application."""

from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import evidence
from certifications.models import Evidence
from home import clock
from tests.certifications import making
from tests.home import samples

ANSWERS = {f"{code}-answer": "yes" for code in ("role", "market", "safety", "law", "loan", "pledge")}


def upload(name="登記.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


def test_answers_are_changed_while_it_is_a_draft(as_user, owner, draft, to):
    page = to("eligibility_overview", draft)

    response = as_user(owner).post(page, ANSWERS | {"loan-answer": "no"})

    draft.refresh_from_db()
    assert (response.status_code, draft.eligibility["answers"]["loan-answer"]) == (302, "no")
    assert "ask_the_office" in as_user(owner).get(page).content.decode()


def test_missing_answers_are_said_on_the_page(as_user, owner, draft, to):
    response = as_user(owner).post(to("eligibility_overview", draft), ANSWERS | {"loan-answer": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["loan-answer"])


def test_a_submitted_application_only_shows_the_answers(as_user, owner, submitted, to):
    page = to("eligibility_overview", submitted)

    assert as_user(owner).get(page).context["groups"] == []
    assert as_user(owner).post(page, ANSWERS).status_code == 409


def test_papers_are_added_read_and_taken_away(as_user, owner, draft, to):
    browser = as_user(owner)

    browser.post(to("evidence", draft), {"line": "applicant", "file": upload()})
    row = Evidence.objects.get()
    shown = browser.get(to("eligibility_overview", draft)).content.decode()
    given = browser.get(to("evidence_file", draft, row.public_id))
    browser.post(to("evidence_remove", draft, row.public_id))

    row.refresh_from_db()
    assert ("登記.pdf" in shown, given.status_code, row.removed_by) == (True, 200, owner)
    assert browser.get(to("evidence_file", draft, row.public_id)).status_code == 404


def test_a_wrong_file_is_explained_on_the_page(as_user, owner, draft, to):
    none = as_user(owner).post(to("evidence", draft), {"line": "applicant"})
    wrong = as_user(owner).post(to("evidence", draft), {"line": "applicant", "file": SimpleUploadedFile("a.exe", b"MZ")})

    assert (none.status_code, wrong.status_code, Evidence.objects.count()) == (400, 400, 0)
    assert 'href="#file-role"' in wrong.content.decode()


def test_strangers_find_nothing(as_user, stranger, owner, draft, to):
    row = evidence.add(draft, upload(), line="applicant", by=owner)

    browser = as_user(stranger)
    answers = [
        browser.get(to("eligibility_overview", draft)).status_code,
        browser.get(to("evidence_file", draft, row.public_id)).status_code,
        browser.post(to("evidence", draft), {"line": "applicant", "file": upload()}).status_code,
        browser.post(to("evidence_remove", draft, row.public_id)).status_code,
    ]

    assert answers == [404] * 4


def test_viewers_read_but_do_not_write(as_user, viewer, draft, to):
    browser = as_user(viewer)

    assert browser.get(to("eligibility_overview", draft)).context["groups"] == []
    assert browser.post(to("eligibility_overview", draft), ANSWERS).status_code == 403


def test_after_the_close_nothing_is_offered_to_change(as_user, owner, draft, to):
    page = to("eligibility_overview", draft)

    with clock.at(making.CLOSES):
        assert as_user(owner).get(page).context["groups"] == []
        assert as_user(owner).post(page, ANSWERS).status_code == 409
