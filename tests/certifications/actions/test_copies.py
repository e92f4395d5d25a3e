"""An application begun from last year's: what fits comes along, dates and consents never do."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import answering, applications, copies
from certifications.models import Application, Attachment
from certifications.refusals import LimitReached, NotOpenForChange, OtherApplicant
from tests.certifications import making

COPY_QUERIES = 17
NAMES = {"name_ja": "ORU 2", "name_kana": "", "name_en": ""}


def by_kind(application):
    return {str(question.key): question.kind for question in application.form_version.questions.all()}


@pytest.fixture
def second(submitted, open_round, company, owner):
    """A draft of the same company beside the one that was submitted."""
    return making.draft(open_round, owner, name="ORU 2", organization=company)


def test_answers_and_files_of_the_same_questions_come_along(submitted, second, owner):
    found = copies.copy_from(second, submitted, by=owner)

    version, kinds = submitted.versions.last(), by_kind(second)
    values = {str(answer.key): answer.value for answer in second.answers.all()}
    wanted = {key: value for key, value in version.answers.items() if kinds[key] not in {"date", "consent"}}
    assert values == wanted
    assert {kinds[key] for key in found.renew} == {"date", "consent"} & set(kinds.values())
    assert sorted(found.copied) == sorted({*wanted, *(row["key"] for row in version.files)})
    assert found.left == []


def test_files_are_new_attachments_of_the_same_stored_file(submitted, second, owner):
    copies.copy_from(second, submitted, by=owner)

    before, after = submitted.attachments.order_by("key"), second.attachments.order_by("key")
    assert [(row.key, row.file, row.name) for row in after] == [(row.key, row.file, row.name) for row in before]
    assert not set(after) & set(before)


def test_what_was_submitted_counts_not_what_was_changed_since(submitted, second, owner):
    question = submitted.form_version.questions.filter(kind="short_text").first()
    was = submitted.versions.last().answers[str(question.key)]
    submitted.answers.filter(key=question.key).update(value="後から書いた")

    copies.copy_from(second, submitted, by=owner)

    assert second.answers.get(key=question.key).value == was


def test_answers_that_stand_there_are_kept(submitted, second, owner):
    question = second.form_version.questions.filter(kind="short_text").first()
    answering.save(second, question.key, "新しい答え", read_version=0, by=owner)

    copies.copy_from(second, submitted, by=owner)

    assert second.answers.get(key=question.key).value == "新しい答え"


def test_files_that_the_present_form_does_not_take_are_named(submitted, second, owner):
    attachment = submitted.attachments.order_by("pk").first()
    Attachment.objects.filter(pk=attachment.pk).update(name="資料.xlsx")

    found = copies.copy_from(second, submitted, by=owner)

    assert found.left == [str(attachment.key)]


def test_another_applicants_is_not_taken_over(submitted, open_round, owner, viewer, stranger, other_company):
    other = making.draft(open_round, stranger, name="別", organization=other_company)
    other_company.memberships.create(user=owner, role="editor", started_at=making.DURING)

    with pytest.raises(PermissionDenied):
        copies.copy_from(other, submitted, by=stranger)
    with pytest.raises(PermissionDenied):
        copies.copy_from(other, submitted, by=viewer)
    with pytest.raises(OtherApplicant):
        copies.copy_from(other, submitted, by=type(owner).objects.get(pk=owner.pk))


def test_nothing_is_copied_into_what_has_been_submitted(submitted, filled, owner):
    with pytest.raises(NotOpenForChange):
        copies.copy_from(submitted, filled, by=owner)


def test_begin_takes_over_and_says_what(submitted, open_round, company, owner):
    application = copies.begin(open_round, by=owner, previous=submitted, names=NAMES, organization=company)

    row = application.history.get(action="application.copy")
    assert (row.facts["from"], len(row.facts["copied"])) == (
        submitted.reference,
        application.answers.count() + application.attachments.values("key").distinct().count(),
    )


def test_a_second_click_takes_over_once(submitted, open_round, company, owner):
    made = [copies.begin(open_round, by=owner, previous=submitted, names=NAMES, organization=company) for _n in range(2)]

    assert made[0] == made[1]
    assert made[0].history.filter(action="application.copy").count() == 1


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_products_up_to_the_limit(program, secretary, company, owner, limit):
    round_ = making.published_round(program, secretary)
    round_.rules["applicant_limit"] = limit
    round_.save(update_fields=["rules"])

    for number in range(limit):
        making.draft(round_, owner, name=f"製品{number}", organization=company)
    with pytest.raises(LimitReached):
        making.draft(round_, owner, name="もう一つ", organization=company)
    applications.withdraw(round_.applications.first(), by=owner)
    making.draft(round_, owner, name="もう一つ", organization=company)

    assert round_.applications.counted().count() == limit


@pytest.mark.parametrize("answers", [2, 8])
def test_copying_asks_the_same_however_much_there_is(submitted, second, owner, answers, django_assert_num_queries):
    version, kinds = submitted.versions.last(), by_kind(second)
    fitting = [key for key in version.answers if kinds[key] not in {"date", "consent"}]
    unwanted = set(fitting[answers:])
    previous = Application.objects.select_related("round__program", "subject", "form_version").get(pk=submitted.pk)
    for key in unwanted:
        answering.save(second, key, making.answer_to(second.form_version.questions.get(key=key)), read_version=0, by=owner)

    with django_assert_num_queries(COPY_QUERIES):
        found = copies.copy_from(second, previous, by=owner)

    assert len(set(found.copied) & set(fitting)) == min(answers, len(fitting))
