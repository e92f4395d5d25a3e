"""A city's first day: from an empty database to a published round, by the commands and pages that the documents name."""

import re
from functools import partial

import pytest
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from certifications.models import Program, Round
from home.actions import letters
from organizations.models import User
from tests.certifications import making

pytestmark = pytest.mark.django_db
PASSWORD = "korede-10moji-ijou"


def code_for(secret):
    """What an authenticator app shows now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def link_to(email, pattern):
    """The newest such address in the e-mails to the person."""
    text = "\n".join(message.body for message in mail.outbox if message.to == [email])
    return re.findall(pattern, text)[-1]


def settled(email):
    """A person who follows her letters: chooses a password, signs in, and sets up the second factor."""
    letters.deliver_due()
    client = Client()
    client.post(link_to(email, r"/account/password/reset/"), {"email": email})
    page = client.get(link_to(email, r"/account/password/reset/key/\S+/"), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    if "_auth_user_id" not in client.session:
        client.post(link_to(email, r"/account/confirm-email/\S+/"))
        client.post("/account/login/", {"login": email, "password": PASSWORD})
    assert client.get("/admin/")["Location"].startswith("/my/second-factor/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.get("/account/2fa/totp/activate/")
    client.post("/account/2fa/totp/activate/", {"code": code_for(client.session[SECRET_SESSION_KEY])})
    assert client.get("/admin/").status_code == 200
    return client


def hired(administrator, email, name, role):
    """An account, and a role in the program, given at the administrator's desk."""
    administrator.post(reverse("people:add"), {"email": email, "name": name, "language": "ja"})
    data = {"email": email, "program": Program.objects.get().pk, "role": role}
    administrator.post(reverse("program-roles:add"), data)


def test_a_city_comes_from_an_empty_database_to_a_published_round(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute of a code may end between two lines
    call_command("make_administrator", "admin@city.example", name="川崎花子")
    call_command("load_program", settings.ROOT / "certifications" / "programs" / "kis.json")
    administrator = settled("admin@city.example")
    hire = partial(hired, administrator)

    hire("secretary@city.example", "佐藤", "secretariat")
    secretary = settled("secretary@city.example")
    dates = {"opens_at": "2026-11-01T09:00", "closes_at": "2026-12-31T17:00", "judging_until": "2027-02-01",
             "announces_at": "2027-03-10T10:00"}  # fmt: skip
    data = {"program": Program.objects.get().pk, "fiscal_year": 2026, "number": 1, "reviews_wanted": 3}
    made = secretary.post(reverse("rounds:add"), data | dates)
    secretary.post(f"{made['Location']}publish/")

    round_ = Round.objects.get()
    assert (round_.state, round_.is_open(making.DURING)) == ("published", True)
    assert round_.history.last().by == User.objects.get(email="secretary@city.example")
    assert round_.program.name in Client().get("/programs/kis/check/").content.decode()
