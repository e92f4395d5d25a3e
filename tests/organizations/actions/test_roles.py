import io

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from home.permissions import rights
from home.roles import Role
from organizations.actions import roles
from organizations.models import User


def test_setup_makes_the_roles_of_all_floors(db):
    names = {group.name for group in roles.setup()}

    assert names >= {"administrator", "auditor", "editor", "finance", "coordinator"}
    assert names == set(roles.offered())


def test_setup_twice_changes_nothing(db):
    roles.setup()
    before = [(group.name, sorted(group.permissions.values_list("codename"))) for group in Group.objects.order_by("name")]

    call_command("setup_roles", stdout=io.StringIO())

    after = [(group.name, sorted(group.permissions.values_list("codename"))) for group in Group.objects.order_by("name")]
    assert before == after
    assert GroupPagePermission.objects.filter(group__name="editor").count() == 3
    assert GroupCollectionPermission.objects.filter(group__name="editor").count() == 6


def test_setup_takes_away_what_a_role_no_longer_names(db):
    roles.setup()
    auditor, editor = Group.objects.get(name="auditor"), Group.objects.get(name="editor")
    auditor.permissions.add(*editor.permissions.all(), *Group.objects.get(name="administrator").permissions.all())

    roles.setup()

    assert "change_user" not in auditor.permissions.values_list("codename", flat=True)


def test_rights_of_several_floors_add_up_in_one_role(make_person):
    user = make_person("someone")

    roles.grant(user, "auditor", by=None)

    assert {"organizations.view_organization", "payments.view_payee", "wagtailadmin.access_admin"} <= rights(user)


def test_role_that_names_an_unknown_right_is_refused(db):
    with pytest.raises(roles.UnknownRight, match=r"organizations\.fly"):
        roles._made("pilot", [Role("pilot", "pilot", permissions=("organizations.fly",))])


def test_grant_gives_desk_and_history(make_person, administrator):
    user = make_person("someone")

    roles.grant(user, "auditor", by=administrator)

    stored = User.objects.get(pk=user.pk)
    assert (stored.is_staff, stored.is_superuser) == (True, False)
    event = stored.history.get()
    assert (event.by, event.action, event.facts) == (administrator, "organizations.grant", {"role": "auditor"})


def test_revoke_takes_desk_and_rights_at_once(auditor, administrator):
    assert rights(auditor) != frozenset()

    roles.revoke(auditor, "auditor", by=administrator)

    assert rights(auditor) == frozenset()
    assert User.objects.get(pk=auditor.pk).is_staff is False


def test_grant_of_administrator_opens_wagtails_user_screens_only(administrator):
    assert (administrator.is_superuser, administrator.is_staff) == (True, True)
    assert "organizations.view_organization" not in rights(administrator)


def test_grant_to_oneself_is_refused(administrator):
    with pytest.raises(PermissionDenied):
        roles.grant(administrator, "finance", by=administrator)


@pytest.mark.parametrize("who", ["owner", "auditor", "superuser"])
def test_grant_by_others_is_refused(request, make_person, who):
    with pytest.raises(PermissionDenied):
        roles.grant(make_person("someone"), "finance", by=request.getfixturevalue(who))


def test_grant_of_an_unknown_role_is_refused(stranger):
    with pytest.raises(roles.UnknownRole):
        roles.grant(stranger, "emperor", by=None)


def test_rights_of_a_switched_off_person_are_none(auditor):
    auditor.is_active = False

    assert rights(auditor) == frozenset()
