"""One door for all, tolerant of typing, silent about who has an account, and closed to guessing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.urls import reverse

from organizations.models import User

PASSWORD = "a long password"
LOGIN = "/account/login/"


@pytest.fixture
def member(stranger):
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=True, primary=True)
    return stranger


def sign_in(client, email, password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": email, "password": password}, **headers)


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["stranger@company.example", " Stranger@Company.Example ", "ｓｔｒａｎｇｅｒ＠company.example"])
def test_sign_in_reads_the_address_as_typed(client, member, typed):
    sign_in(client, typed)

    assert client.session["_auth_user_id"] == str(member.pk)


def test_sign_in_of_a_switched_off_person_is_refused(client, member):
    User.objects.filter(pk=member.pk).update(is_active=False)

    sign_in(client, member.email)

    assert signed_in(client) is False


def test_sign_up_takes_an_old_carriers_address_and_verifies_it(client, db):
    data = {
        "email": "ＴＡＲＯ．．ｙａｍａｄａ＠docomo.ne.jp",
        "name": "山田太郎",
        "password1": "toaru-nagai-08",
        "password2": "toaru-nagai-08",
    }

    response = client.post("/account/signup/", data)

    user = User.objects.get()
    assert (response.status_code, user.email, user.name) == (302, "taro..yamada@docomo.ne.jp", "山田太郎")
    assert signed_in(client) is False
    assert mail.outbox[0].to == ["taro..yamada@docomo.ne.jp"]
    assert mail.outbox[0].message().as_bytes() != b""

    link = re.search(r"http\S+/account/confirm-email/\S+/", mail.outbox[0].body)[0]
    client.post(link[link.index("/account") :])
    sign_in(client, "taro..yamada@docomo.ne.jp", "toaru-nagai-08")

    assert signed_in(client) is True


def test_sign_up_keeps_the_way_back_to_an_invitation(client, company, invited_token):
    page = client.get(f"/account/signup/?next=/invitations/{invited_token}/").content.decode()

    assert f'name="next" value="/invitations/{invited_token}/"' in page


def without_secrets(response, *words):
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    for word in words:
        page = page.replace(word, "X")
    return response.status_code, response.get("Location", ""), page


def test_wrong_password_and_unknown_address_look_alike(client, member):
    known = sign_in(client, member.email, "wrong password")
    unknown = sign_in(client, "nobody@company.example", "wrong password")

    assert without_secrets(known, member.email) == without_secrets(unknown, "nobody@company.example")


def test_reset_looks_alike_for_known_and_unknown_addresses(client, member):
    answers = [client.post("/account/password/reset/", {"email": email}) for email in (member.email, "nobody@company.example")]

    assert without_secrets(answers[0]) == without_secrets(answers[1])
    assert sorted(letter.to[0] for letter in mail.outbox) == ["nobody@company.example", member.email]


def test_sign_up_looks_alike_for_known_and_unknown_addresses(client, member):
    data = {"name": "x", "password1": "toaru-nagai-08", "password2": "toaru-nagai-08"}

    answers = [client.post("/account/signup/", data | {"email": email}) for email in (member.email, "nobody@company.example")]

    assert without_secrets(answers[0]) == without_secrets(answers[1])
    assert User.objects.filter(email=member.email).count() == 1


def guess(client, email, count):
    for number in range(count):
        sign_in(client, email, "wrong password", headers={"x-forwarded-for": f"203.0.113.{number}"})


@pytest.mark.parametrize(("guesses", "enters"), [(4, True), (5, False)])
def test_guessing_is_stopped_after_five_whatever_place_is_claimed(client, member, guesses, enters):
    guess(client, member.email, guesses)

    sign_in(client, member.email, headers={"x-forwarded-for": "203.0.113.99"})

    assert signed_in(client) is enters


def test_guessing_locks_nobody_out_elsewhere(client, member):
    guess(client, member.email, 6)

    sign_in(client, member.email, REMOTE_ADDR="198.51.100.7")

    assert signed_in(client) is True


def test_many_sign_ins_from_one_place_are_refused_whatever_it_says_of_itself(client, db):
    codes = [
        sign_in(client, f"nobody{number}@company.example", headers={"x-forwarded-for": f"203.0.113.{number}"}).status_code
        for number in range(31)
    ]

    assert (codes[0], codes[-1]) == (200, 429)


@pytest.mark.parametrize(("places", "last"), [(31, 200), (1, 429)])
def test_sign_ins_behind_the_proxy_count_for_the_visitor_it_names(client, db, settings, places, last):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    codes = [
        sign_in(
            client, f"nobody{number}@company.example", headers={"x-forwarded-for": f"203.0.113.{number % places}"}
        ).status_code
        for number in range(31)
    ]

    assert (codes[0], codes[-1]) == (200, last)


@pytest.mark.parametrize("method", ["get", "post"])
def test_desk_door_leads_to_the_common_one(client, db, method):
    response = getattr(client, method)("/admin/login/?next=/admin/pages/")

    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next=%2Fadmin%2Fpages%2F")


def test_desk_door_takes_no_password(client, superuser):
    client.post("/admin/login/", {"username": superuser.email, "password": PASSWORD})

    assert signed_in(client) is False


def test_page_door_takes_no_password(client, superuser):
    response = client.post("/_util/login/", {"username": superuser.email, "password": PASSWORD})

    assert (signed_in(client), response["Location"]) == (False, f"{LOGIN}?next=%2F")


def test_desk_turns_away_a_company(client, owner):
    client.force_login(owner)

    first = client.get("/admin/")
    second = client.get(first["Location"])

    assert first["Location"].startswith("/admin/login/")
    assert (second.status_code, "事務局の画面を利用できません" in second.content.decode()) == (403, True)


@pytest.mark.parametrize("next_url", ["//evil.example", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)"])
def test_desk_door_leads_nowhere_else(client, web_editor, settings, next_url):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(web_editor)

    response = client.get("/admin/login/", {"next": next_url})

    assert response["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/done/"])
def test_wagtails_password_reset_is_closed(client, db, path):
    assert client.get(path).status_code == 404


def test_desk_is_left_by_post_only(client, web_editor, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(web_editor)

    assert client.get("/admin/logout/").status_code == 405
    assert signed_in(client) is True
    assert client.post("/admin/logout/")["Location"] == "/"
    assert signed_in(client) is False


@pytest.mark.parametrize("who", ["auditor", "web_editor", "administrator", "superuser"])
@pytest.mark.parametrize("path", ["/admin/users/", "/admin/users/new/", "/admin/groups/", "/admin/groups/new/"])
def test_wagtails_screens_for_people_and_groups_are_closed(client, request, settings, who, path):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(request.getfixturevalue(who))

    assert client.get(path)["Location"] == reverse("wagtailadmin_home")


class CountingHasher(MD5PasswordHasher):
    """The tests' hasher, counting."""

    calls = 0

    def encode(self, *args, **kwargs):
        type(self).calls += 1
        return super().encode(*args, **kwargs)


def test_sign_up_hashes_as_often_for_known_as_for_unknown_addresses(client, member, settings):
    """Hashing is what takes time: whoever measures it learns nothing."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    data = {"name": "x", "password1": "toaru-nagai-08", "password2": "toaru-nagai-08"}

    counts = []
    for email in (member.email, "nobody@company.example"):
        CountingHasher.calls = 0
        client.post("/account/signup/", data | {"email": email})
        counts.append(CountingHasher.calls)

    assert counts[0] == counts[1] > 0
