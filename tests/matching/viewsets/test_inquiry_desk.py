"""The desk: that somebody asked and what came of it; the words only where the maker shows them; the counts."""

import pytest
from django.urls import reverse

from matching import inquiry_counts
from matching.actions import inquiries
from matching.models import Inquiry
from tests.matching import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, settings, secretary):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(secretary)
    return client


def test_the_words_are_read_only_when_the_maker_shows_them(desk, released, owner, approver):
    inquiry = asking.reached(released)
    path = reverse("inquiries:detail", args=[inquiry.public_id])

    before = desk.get(path).content.decode()
    inquiries.show_office(inquiry, by=owner)
    after = desk.get(path).content.decode()
    desk.force_login(approver)
    others = desk.get(path).content.decode()

    said = ["十台の見積り" in page or "山川" in page for page in (before, after, others)]
    assert said == [False, True, False]


def test_the_list_and_its_export_name_no_asker(desk, released):
    asking.reached(released)

    pages = [desk.get(reverse("inquiries:index") + query).getvalue().decode() for query in ("?export=csv",)]
    pages.append(desk.get(reverse("inquiries:index")).content.decode())

    assert [("山川" in page, "hanako" in page, released.number in page) for page in pages] == [(False, False, True)] * 2


def test_counts_are_those_of_the_records(desk, released, owner):
    asking.closed(released, owner)
    asking.closed(released, owner, email="b@buyer.example", outcome="nothing", amount=None)
    asking.closed(released, owner, email="c@buyer.example", outcome="unwanted", amount=None)
    asking.reached(released, email="d@buyer.example")
    asking.sent(released, email="e@buyer.example")

    (row,) = inquiry_counts.by_program_and_year(Inquiry.objects.all())
    page = desk.get(reverse("inquiries:counts")).content.decode()

    assert (row.came, row.answered, row.came_of_it, row.unwanted, row.amount) == (3, 2, 1, 1, 1_200_000)
    assert row.outcomes == {"order": 1, "nothing": 1}
    assert "1,200,000" in page


def test_counting_asks_one_question(released, owner, django_assert_num_queries):
    asking.closed(released, owner)
    with django_assert_num_queries(1):
        inquiry_counts.by_program_and_year(Inquiry.objects.all())
    asking.closed(released, owner, email="b@buyer.example")
    asking.closed(released, owner, email="c@buyer.example")
    with django_assert_num_queries(1):
        inquiry_counts.by_program_and_year(Inquiry.objects.all())
