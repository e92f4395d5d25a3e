"""The asker's side, without an account: form, confirmation, thread; what a program sends and what a forged link finds."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from brands.actions import entries
from home import clock
from home.models import Letter
from matching import emails
from matching.models import Inquiry
from tests.matching import asking

pytestmark = pytest.mark.django_db
TYPED = {name: asking.SENT[name] for name in ("topic", "name", "organization_name", "email", "body")}


def opened(client, certificate, language="ja"):
    with translation.override(language):
        path = reverse("matching:inquire", args=[certificate.public_id])
    return path, client.get(path).context["form"].initial["opened"]


def send(client, certificate, *, language="ja", after=timedelta(minutes=1), **facts):
    path, stamp = opened(client, certificate, language)
    with clock.at(clock.now() + after):
        return client.post(path, TYPED | {"opened": stamp, "homepage": ""} | facts)


def link(inquiry):
    return reverse("matching:inquiry_thread", args=[emails.private_mark(inquiry)])


def test_the_entry_leads_to_the_form_and_the_form_back(client, registers, released):
    entry = client.get(f"/en/brands/{released.entry.slug}/").content.decode()
    path, _stamp = opened(client, released, "en")

    back = client.get(path).context["back"]

    assert (f'href="{path}"' in entry, back) == (True, f"/en/brands/{released.entry.slug}/")


def test_asking_needs_no_account_and_keeps_the_language(client, registers, released):
    answer = send(client, released, language="zh-hans")

    inquiry = Inquiry.objects.get()
    letter = Letter.objects.get(kind="matching/inquiry_confirm")
    assert (answer.status_code, inquiry.state, inquiry.language, letter.language) == (302, "unconfirmed", "zh-hans", "zh-hans")
    assert "/zh-hans/inquiries/with/" in letter.text
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"homepage": "https://spam.example/"}, "homepage"),
        ({"after": timedelta(seconds=1)}, "__all__"),
        ({"opened": "forged"}, "__all__"),
        ({"body": ""}, "body"),
        ({"email": "nobody"}, "email"),
        ({"topic": "jackpot"}, "topic"),
    ],
)
def test_what_is_refused_stays_on_the_form(client, registers, released, facts, field):
    answer = send(client, released, **facts)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert "山川 花子" in answer.content.decode()
    assert not Inquiry.objects.exists()


def test_one_place_sends_ten_an_hour(client, registers, released, settings):
    settings.ACCOUNT_RATE_LIMITS = {"inquire": "2/h/ip"}
    cache.clear()

    answers = [send(client, released, email=f"a{number}@buyer.example").status_code for number in range(3)]

    cache.clear()
    assert (answers, Inquiry.objects.count()) == ([302, 302, 400], 2)


def test_too_many_from_one_address_are_refused_with_words(client, registers, released):
    answers = [send(client, released, body=f"{number}").status_code for number in range(3)]

    assert answers == [302, 302, 400]


def test_hidden_entries_have_no_form(client, registers, released, secretary):
    path, _stamp = opened(client, released)
    entries.hide(released.entry, reason="希望により", by=secretary)

    assert client.get(path).status_code == 404


def test_looking_confirms_nothing_pressing_does(client, released, owner):
    inquiry = asking.sent(released)

    client.get(link(inquiry))
    looked = asking.again(inquiry).state
    client.post(link(inquiry), {"do": "confirm"})

    assert (looked, asking.again(inquiry).state) == ("unconfirmed", "open")


def test_the_thread_is_read_and_answered_by_the_link(client, released, owner):
    inquiry = asking.answered(released, owner)

    page = client.get(link(inquiry)).content.decode()
    wrote = client.post(link(inquiry), {"do": "write", "body": "納期を教えてください。"})
    empty = client.post(link(inquiry), {"do": "write", "body": ""})

    assert "十台で百二十万円です。" in page
    assert owner.email not in page
    assert (wrote.status_code, empty.status_code, asking.again(inquiry).state) == (302, 400, "open")
    client.post(link(inquiry), {"do": "end"})
    late = client.post(link(inquiry), {"do": "write", "body": "まだあります"}, follow=True)
    assert (asking.again(inquiry).state, inquiry.messages.count(), late.status_code) == ("closed", 3, 200)


@pytest.mark.parametrize("mark", ["x", "00000000-0000-4000-8000-000000000000~x"])
def test_forged_links_find_nothing(client, released, mark):
    assert client.get(reverse("matching:inquiry_thread", args=[mark])).status_code == 404


def test_links_of_what_is_deleted_find_nothing(client, released):
    inquiry = asking.sent(released)
    Inquiry.objects.update(name="", email="", organization_name="", emptied_at=clock.now())

    assert client.get(link(inquiry)).status_code == 404


def test_nothing_of_it_is_kept_in_caches(client, registers, released):
    inquiry = asking.sent(released)

    answers = [client.get(path) for path in (opened(client, released)[0], link(inquiry), reverse("matching:inquiry_sent"))]

    assert ["no-store" in answer.headers["Cache-Control"] for answer in answers] == [True] * 3
