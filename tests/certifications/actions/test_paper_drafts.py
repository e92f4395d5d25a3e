"""What came on paper: who writes the draft, what it may still take after the close, from which day its time counts."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from certifications import clocks
from certifications.actions import answering, applications, corrections, intake, uploads
from certifications.actions.intake import PaperApplicant
from certifications.models import Application
from home import clock
from tests.certifications import making

LATE = making.tokyo("2026-12-05T10:00")


@pytest.fixture
def on_paper(open_round, company, secretary):
    """A draft of an organization that also has an account."""
    return intake.enter(
        open_round,
        channel="paper",
        received_on=date(2026, 11, 20),
        post_to="210-0007 川崎市川崎区駅前本町11-2",
        applicant=PaperApplicant(organization=company),
        names={"name_ja": "手すり草"},
        by=secretary,
    )


@pytest.fixture
def handed_in(on_paper, secretary):
    application = making.fill(on_paper, secretary)
    applications.submit(application, by=secretary)
    return application


def test_organization_with_an_account_writes_no_draft_on_paper(on_paper, owner, secretary):
    application = making.fill(on_paper, secretary)
    key = application.form_version.questions.filter(kind="long_text").first().key
    kept = list(application.answers.order_by("pk").values_list("value", "version"))

    for now in (making.DURING, LATE):
        with clock.at(now):
            with pytest.raises(PermissionDenied):
                answering.save(application, key, "あとから直す", read_version=1, by=owner)
            with pytest.raises(PermissionDenied):
                applications.submit(application, by=owner)
            with pytest.raises(PermissionDenied):
                applications.withdraw(application, by=owner)

    assert list(application.answers.order_by("pk").values_list("value", "version")) == kept
    assert Application.objects.visible_to(owner).filter(pk=application.pk).exists()


def test_organization_with_an_account_answers_a_correction_of_its_paper(handed_in, owner, secretary):
    application = handed_in
    key = str(application.form_version.questions.filter(kind="long_text").first().key)
    corrections.request(application, {key: "数値を"}, due_on=date(2026, 12, 11), by=secretary)
    application = Application.objects.get(pk=application.pk)

    answer = answering.save(application, key, "直しました", read_version=application.answers.get(key=key).version, by=owner)

    assert answer.changed_by == owner


def test_large_file_of_a_paper_is_sent_after_the_close(on_paper, secretary):
    with clock.at(LATE):
        application = on_paper
        question = application.form_version.questions.filter(kind="file").first()

        ticket = uploads.issue(application, question.key, name="図面.pdf", size=5_000_000, by=secretary)
        held = uploads.add(ticket, b"%PDF-1.7", offset=0, by=secretary)

    assert (held.received, held.expires_at > LATE) == (8, True)


def test_paper_counts_from_its_arrival(handed_in):
    with clock.at(making.tokyo("2026-11-24T10:00")):
        found = clocks.clock_of(handed_in)

    assert found.used == 1  # arrived on Friday the 20th, the 23rd is a holiday
