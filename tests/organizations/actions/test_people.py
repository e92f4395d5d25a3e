import pytest
from django.core.exceptions import PermissionDenied

from home.models import Letter
from home.permissions import rights
from organizations.actions import people
from organizations.models import User

FACTS = {"name": "山田花子", "name_kana": "ヤマダハナコ", "language": "en"}


def test_update_writes_a_persons_own_profile(stranger):
    people.update(stranger, by=stranger, **FACTS)

    assert User.objects.values("name", "name_kana", "language").get(pk=stranger.pk) == FACTS


def test_update_of_another_is_refused(stranger, administrator):
    with pytest.raises(PermissionDenied):
        people.update(stranger, by=administrator, **FACTS)


def test_add_makes_an_account_that_needs_a_password_first(administrator):
    person = people.add(email="Ｎｅｗ@city.example", name="新人", codes=["auditor", "finance"], by=administrator)

    letter = Letter.objects.get(kind="organizations/account")
    assert (person.email, person.has_usable_password(), person.is_staff) == ("new@city.example", False, True)
    assert {group.name for group in person.groups.all()} == {"auditor", "finance"}
    assert (letter.recipient, "/account/password/reset/" in letter.text) == (person, True)
    assert [event.action for event in person.history.all()] == ["organizations.add_person", *["organizations.grant"] * 2]


def test_add_of_a_known_address_is_refused_whole(administrator, stranger):
    with pytest.raises(people.AddressTaken):
        people.add(email=stranger.email, name="x", codes=["auditor"], by=administrator)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize("who", ["auditor", "owner", "superuser"])
def test_add_by_others_is_refused(request, who):
    with pytest.raises(PermissionDenied):
        people.add(email="x@city.example", name="x", codes=[], by=request.getfixturevalue(who))


def test_administer_gives_exactly_the_roles_and_switches_off(administrator, auditor):
    people.administer(auditor, codes=["finance"], is_active=False, by=administrator)

    stored = User.objects.get(pk=auditor.pk)
    assert ([group.name for group in stored.groups.all()], stored.is_active, rights(stored)) == (["finance"], False, frozenset())
    actions = [event.action for event in stored.history.all()][1:]
    assert actions == ["organizations.grant", "organizations.revoke_role", "organizations.switch_off"]


def test_administer_oneself_is_refused(administrator):
    with pytest.raises(PermissionDenied):
        people.administer(administrator, codes=["finance"], is_active=True, by=administrator)


@pytest.mark.parametrize("who", ["auditor", "owner", "superuser"])
def test_administer_by_others_is_refused(request, stranger, who):
    with pytest.raises(PermissionDenied):
        people.administer(stranger, codes=["administrator"], is_active=True, by=request.getfixturevalue(who))
