"""The desk of manuscripts: what waits stands on top, beside what is shown; approved as it was read, or returned with words."""

import pytest
from django.urls import reverse

from brands.actions import entries
from brands.models import Entry, Manuscript
from certifications.actions import conflicts
from tests.brands import manuscripting
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(released):
    return Entry.objects.get()


@pytest.fixture
def desk(client, settings, secretary):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(secretary)
    return client


def address(manuscript, verb="detail"):
    return reverse(f"manuscripts:{verb}", args=[manuscript.public_id])


def test_the_comparison_shows_what_comes_and_goes_and_approving_shows_it(desk, entry, owner):
    manuscript = manuscripting.handed_in(entry, owner, tagline="ひと折りで車へ")
    page = desk.get(address(manuscript)).content.decode()
    seen = desk.get(address(manuscript, "approve")).context["form"].initial["seen"]

    answer = desk.post(address(manuscript, "approve"), {"seen": seen})

    assert ("新しい物語です。" in page, '<ins class="compare__in">' in page) == (True, True)
    assert (answer.status_code, entry.texts.get(language="ja").tagline) == (302, "ひと折りで車へ")


def test_what_changed_since_it_was_read_is_not_approved(desk, entry, owner, secretary):
    manuscript = manuscripting.handed_in(entry, owner)
    seen = desk.get(address(manuscript, "approve")).context["form"].initial["seen"]
    entries.write(entry, "ja", by=secretary, tagline="先に直した一行")

    answer = desk.post(address(manuscript, "approve"), {"seen": seen})

    assert (answer.status_code, Manuscript.objects.get().state) == (200, "handed_in")


def test_returning_with_words_leaves_the_text_to_the_holder(desk, entry, owner):
    manuscript = manuscripting.handed_in(entry, owner, tagline="秘密になった一行")
    empty = desk.post(address(manuscript, "send_back"), {"words": ""})

    desk.post(address(manuscript, "send_back"), {"words": "価格を税込みで。"})

    page = desk.get(address(manuscript)).content.decode()
    assert (empty.status_code, "価格を税込みで。" in page, "秘密になった一行" in page) == (200, True, False)


def test_who_has_an_interest_does_not_see_it(client, settings, entry, owner, secretary, program, company):
    settings.SECOND_FACTOR_REQUIRED = False
    manuscript = manuscripting.handed_in(entry, owner)
    near = making.office(program, "near")
    conflicts.record(near, program=program, organization=company, reason="親族", by=secretary)
    client.force_login(near)

    answers = [client.get(address(manuscript, verb)).status_code for verb in ("detail", "approve", "send_back")]

    assert answers == [404] * 3


def test_the_list_has_one_count_of_questions(desk, entry, owner, django_assert_max_num_queries):
    manuscripting.handed_in(entry, owner)

    with django_assert_max_num_queries(60):
        page = desk.get(reverse("manuscripts:index"))

    assert entry.certificate.number in page.content.decode()
