"""Corrections told by telephone are entered at the desk, and the applicant reads on whose word."""

import pytest
from django.urls import reverse

from certifications.actions import corrections, letters_by_post
from certifications.basics import KEYS
from certifications.models import Statement
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
WHO = {"told_by": "経理部 山田", "channel": "telephone", "told_on": "2026-11-21", "reason": "担当の方が退職されたため"}


def address(application):
    return reverse("cases:enter_statement", args=[application.public_id])


@pytest.fixture
def keys(submitted):
    return [str(key) for key in submitted.form_version.questions.order_by("order").values_list("key", flat=True)]


@pytest.fixture
def asked(submitted, secretary, keys):
    points = {keys[0]: "型番を加えてください。", str(KEYS["name_ja"]): "商品名をご確認ください。"}
    corrections.request(submitted, points, due_on=making.DUE, by=secretary)
    return again(submitted)


def sent(case, keys, **changes):
    name = str(KEYS["name_ja"])
    data = {f"{keys[0]}-answer": "ORU-2", f"{keys[0]}-version": "1", f"{name}-answer": "手すり革", f"{name}-version": "0"}
    return WHO | data | changes


def test_only_what_is_open_is_asked(at_desk, asked, secretary, keys):
    page = at_desk(secretary).get(address(asked))

    assert [entry.key for entry in page.context["form"].entries] == [str(KEYS["name_ja"]), keys[0]]
    assert (f'name="{keys[0]}-version" value="1"' in page.content.decode(), keys[1] in page.content.decode()) == (True, False)


def test_what_was_told_is_entered_and_handed_in(at_desk, asked, secretary, owner, client, keys):
    done = at_desk(secretary).post(address(asked), sent(asked, keys, hand_in="on"))
    case = at_desk(secretary).get(reverse("cases:detail", args=[asked.public_id])).content.decode()
    client.force_login(owner)
    versions = client.get(reverse("certifications:versions", args=[asked.public_id])).content.decode()

    version = again(asked).versions.last()
    assert (done.status_code, version.answers[keys[0]], version.declared["names"]["name_ja"]) == (302, "ORU-2", "手すり革")
    assert ["経理部 山田様の申出により事務局が入力（電話、2026年11月21日(土)）" in text for text in (case, versions)] == [
        True,
        True,
    ]
    assert (f">{secretary}<" in versions, "担当の方が退職されたため" in case) == (False, True)


def test_what_is_not_handed_in_stands_on_the_applicants_page(at_desk, asked, secretary, owner, client, keys):
    at_desk(secretary).post(address(asked), sent(asked, keys))
    client.force_login(owner)

    page = client.get(reverse("certifications:corrections", args=[asked.public_id])).content.decode()

    assert ("お申し出により、事務局が入力しました" in page, "経理部 山田様" in page, again(asked).state) == (
        True,
        True,
        "correction",
    )


def test_a_missing_name_and_an_unfit_answer_are_said_at_their_fields(at_desk, asked, secretary, keys):
    client = at_desk(secretary)

    page = client.post(address(asked), sent(asked, keys, told_by="", **{f"{KEYS['name_ja']}-answer": "あ" * 500}))

    assert (page.status_code, "told_by" in page.context["form"].errors, Statement.objects.exists()) == (200, True, False)


def test_a_refusal_is_said_on_the_form(at_desk, asked, secretary, keys):
    page = at_desk(secretary).post(address(asked), sent(asked, keys, told_on="2026-11-01"))

    assert (page.status_code, Statement.objects.exists()) == (200, False)
    assert "申出のあった日を入力してください。" in page.content.decode()


def test_its_letter_by_post_is_in_the_list(at_desk, asked, secretary, keys):
    at_desk(secretary).post(address(asked), sent(asked, keys, post_to="210-0007 川崎市 橘精機株式会社"))

    letter = Letter.objects.by_post().get()
    assert list(letters_by_post.visible_to(secretary)) == [letter]


def test_the_verb_is_offered_while_corrections_are_open_only(at_desk, submitted, secretary, approver):
    refused = at_desk(secretary).get(address(submitted))
    corrections.request(submitted, {str(KEYS["name_ja"]): "ご確認ください。"}, due_on=making.DUE, by=secretary)

    assert (refused.status_code, at_desk(secretary).get(address(submitted)).status_code) == (302, 200)
    assert at_desk(approver).get(address(submitted)).status_code == 302
