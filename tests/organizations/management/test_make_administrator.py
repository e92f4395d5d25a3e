"""The first administrator: made by a command, once, with a letter when there was no account."""

import pytest
from django.core.management import CommandError, call_command

from home.models import Letter
from organizations.models import User

pytestmark = pytest.mark.django_db


def roles_of(email):
    return list(User.objects.get(email=email).groups.values_list("name", flat=True))


def test_an_address_without_account_gets_one_and_a_letter(capsys):
    call_command("make_administrator", "Ａｄｍｉｎ@City.example", name="川崎花子")

    person = User.objects.get(email="admin@city.example")
    letter = Letter.objects.get()
    assert (person.name, person.is_staff, person.has_usable_password()) == ("川崎花子", True, False)
    assert roles_of(person.email) == ["administrator"]
    assert (letter.recipient, letter.kind) == (person, "organizations/account")
    assert [event.action for event in person.history.all()] == ["organizations.add_person", "organizations.grant"]
    assert "/account/password/reset/" in letter.text
    assert "None" not in letter.text
    assert "/admin/" in capsys.readouterr().out


def test_a_known_account_gets_the_role_and_a_second_call_changes_nothing(make_person, capsys):
    person = make_person("hanako")

    call_command("make_administrator", person.email)
    call_command("make_administrator", person.email)

    assert roles_of(person.email) == ["administrator"]
    assert person.history.count() == 1
    assert Letter.objects.count() == 0
    assert "already" in capsys.readouterr().out


@pytest.mark.parametrize(("email", "words"), [("no address", "not an e-mail"), ("new@city.example", "--name")])
def test_what_is_missing_is_said(email, words):
    with pytest.raises(CommandError, match=words):
        call_command("make_administrator", email)

    assert User.objects.count() == 0


def test_a_switched_off_account_stays_off(make_person):
    person = make_person("former", is_active=False)

    with pytest.raises(CommandError, match="switched off"):
        call_command("make_administrator", person.email)

    assert roles_of(person.email) == []
