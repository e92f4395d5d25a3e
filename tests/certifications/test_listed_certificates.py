"""Certificates of earlier years that came from a list, as anybody, their holders and the office meet them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certifications.actions import withdrawals
from certifications.models import Certificate
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.listing import HEAD, written
from tests.organizations.lists import upload

pytestmark = pytest.mark.django_db


def test_anybody_checks_it_and_reads_its_entry(client, secretary, program, ward):
    rows = [HEAD, ["KIS-2020-001", "座面", "ひかり", "中原区", "R2.10.1", "", "取消", "R3.6.1"]]
    written(upload(rows), secretary, level="standard")
    made = Certificate.objects.get()

    answers = {language: client.get(f"/verify/{made.code}/", {"lang": language}).content.decode() for language in ("ja", "en")}

    assert ("取り消され" in answers["ja"] or "取消" in answers["ja"], "Withdrawn" in answers["en"]) == (True, True)
    assert client.get(f"/verify/{made.code}/credential.json").status_code == 404


def test_holder_reads_it_without_a_paper_of_ours(client, secretary, program, company, owner, ward):
    company.corporate_number, company.number_verified_at, company.number_evidence = "5990000000037", clock.now(), "register"
    company.save()
    written(upload([HEAD[:5], ["KIS-2020-001", "座面", company.name_ja, "", "R2.10.1"]]), secretary, level="standard")
    made = Certificate.objects.get()
    client.force_login(owner)

    page = client.get(reverse("certifications:certificate", args=[made.public_id]))

    assert (page.status_code, "過年度の一覧から" in page.content.decode()) == (200, True)
    assert client.get(reverse("certifications:certificate_pdf", args=[made.public_id])).status_code == 404
    assert client.get(reverse("certifications:my")).status_code == 200


def test_withdrawal_of_what_came_from_a_list_needs_two_and_tells_the_holder_on_paper(secretary, approver, program, ward):
    holder = making.organization("ひかり", prefecture="神奈川県", street="北町1")
    written(upload([HEAD[:5], ["KIS-2020-001", "座面", "ひかり", "", "R2.10.1"]]), secretary, level="standard")
    made = Certificate.objects.get()
    day = withdrawals.first_possible_day(program)

    begun = withdrawals.begin(made, reason_class="safety", grounds="確認", answer_until=day, by=secretary)
    with pytest.raises(PermissionDenied):
        withdrawals.uphold(begun, reason={"ja": "安全"}, note="", by=secretary)
    with clock.at(clock.now() + timedelta(days=40)):
        withdrawals.uphold(begun, reason={"ja": "安全"}, note="", by=approver)

    made.refresh_from_db()
    assert (made.state, made.organization) == ("withdrawn", holder)
    assert [letter.kind for letter in Letter.objects.order_by("pk") if letter.post_to] == [
        "certifications/hearing_notice_by_post",
        "certifications/certificate_withdrawn_by_post",
    ]
