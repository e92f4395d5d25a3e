"""The verbs that put a deadline off, and the log that shows to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications.actions import extensions
from certifications.models import Extension, Round
from tests.certifications import making

pytestmark = pytest.mark.django_db
LATER = making.CLOSES + timedelta(days=7)
QUERIES = 16


def test_round_is_put_off_at_the_desk_and_shows_it(at_desk, open_round, draft, secretary):
    client, address = at_desk(secretary), reverse("rounds:extend", args=[open_round.public_id])

    client.post(address, {"until": "2026-12-08T17:00", "reason": "システム障害のため"})

    page = client.get(reverse("rounds:detail", args=[open_round.public_id])).content.decode()
    assert Round.objects.get(pk=open_round.pk).closes_at == LATER
    assert "システム障害のため" in page
    assert f"{reverse('extensions:index')}?round={open_round.pk}" in page


def test_one_applicant_is_given_time_without_the_office_reading_the_draft(at_desk, open_round, draft, secretary):
    client, address = at_desk(secretary), reverse("rounds:extend_one", args=[open_round.public_id])
    asked = client.get(address).content.decode()

    client.post(address, {"application": draft.pk, "until": "2026-12-08T17:00", "reason": "入院のため"})

    assert (draft.organization.name_ja in asked, draft.subject.name_ja in asked) == (True, False)
    assert Extension.objects.get().application == draft


def test_a_refusal_is_said_on_the_form(at_desk, open_round, secretary):
    address = reverse("rounds:extend", args=[open_round.public_id])

    response = at_desk(secretary).post(address, {"until": "2026-11-30T17:00", "reason": "早める"})

    assert "2026年12月1日(火) 17:00" in response.context["form"].non_field_errors()[0]


@pytest.mark.parametrize("count", [1, 3])
def test_log_lists_and_exports_by_few_questions(at_desk, open_round, draft, secretary, count, django_assert_num_queries):
    for days in range(count):
        extensions.grant(open_round, application=draft, until=LATER + timedelta(days=days), reason=f"理由{days}", by=secretary)
    client = at_desk(secretary)
    client.get(reverse("extensions:index"))

    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("extensions:index"), {"round": open_round.pk})
    exported = b"".join(client.get(reverse("extensions:index"), {"export": "csv"}).streaming_content).decode("utf-8-sig")

    assert page.content.decode().count("橘精機株式会社") == count
    assert len(exported.splitlines()) == count + 1
    assert "理由0" in exported


def test_log_of_another_program_is_not_seen(at_desk, open_round, draft, secretary):
    elsewhere = making.program("monozukuri-brand")
    stranger = making.office(elsewhere, "secretary-elsewhere")
    row = extensions.grant(open_round, application=draft, until=LATER, reason="入院のため", by=secretary)
    client = at_desk(stranger)

    assert "橘精機株式会社" not in client.get(reverse("extensions:index")).content.decode()
    assert client.get(reverse("extensions:detail", args=[row.pk])).status_code == 404
