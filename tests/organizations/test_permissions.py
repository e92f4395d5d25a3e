"""Every cell: who may do what with a company, its people and its standing."""

import pytest
from django.contrib.auth.models import AnonymousUser

from organizations import permissions
from organizations.models import Organization, User

PEOPLE = ["owner", "editor", "viewer", "stranger", "auditor", "administrator", "web_editor", "superuser", "anonymous", "inactive"]
TABLE = {
    "can_register_organization": {"owner", "editor", "viewer", "stranger", "auditor", "administrator", "web_editor", "superuser"},
    "can_see_organization": {"owner", "editor", "viewer", "auditor"},
    "can_enter_organizations": {"auditor"},
    "can_edit_organization": {"owner", "editor"},
    "can_see_members": {"owner", "editor", "viewer", "auditor"},
    "can_manage_members": {"owner"},
    "can_see_standing": {"owner", "editor", "viewer", "auditor"},
    "can_assess_standing": set(),
    "can_see_users": {"auditor", "administrator"},
}
ABOUT_NOBODY = {"can_register_organization", "can_enter_organizations", "can_see_users"}


def who(name, request):
    if name == "anonymous":
        return AnonymousUser()
    if name == "inactive":
        user = request.getfixturevalue("owner")
        user.is_active = False
        user.save()
        return user
    return request.getfixturevalue(name)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("predicate", TABLE)
def test_permission_holds_for_exactly_these_people(predicate, person, company, request):
    user = who(person, request)
    arguments = (user,) if predicate in ABOUT_NOBODY else (user, company)

    allowed = getattr(permissions, predicate)(*arguments)

    assert allowed is (person in TABLE[predicate])


@pytest.mark.parametrize("person", PEOPLE)
def test_organizations_visible_are_those_that_can_be_seen(person, company, other_company, request):
    user = who(person, request)

    visible = set(Organization.objects.visible_to(user))

    assert visible == {each for each in (company, other_company) if permissions.can_see_organization(user, each)}


@pytest.mark.parametrize("person", PEOPLE)
def test_organizations_editable_are_those_that_can_be_edited(person, company, other_company, request):
    user = who(person, request)

    editable = set(Organization.objects.editable_by(user))

    assert editable == {each for each in (company, other_company) if permissions.can_edit_organization(user, each)}


@pytest.mark.parametrize(
    ("person", "subject", "allowed"),
    [("owner", "viewer", True), ("viewer", "viewer", True), ("editor", "viewer", False), ("stranger", "viewer", False),
     ("auditor", "viewer", False), ("superuser", "viewer", False), ("viewer", "owner", False)],
)  # fmt: skip
def test_membership_is_ended_by_its_person_or_an_owner(person, subject, allowed, company, request):
    user, member = request.getfixturevalue(person), request.getfixturevalue(subject)
    membership = company.memberships.get(user=member)

    assert permissions.can_end_membership(user, membership) is allowed


@pytest.mark.parametrize(
    ("person", "allowed"), [("administrator", True), ("auditor", False), ("superuser", False), ("owner", False)]
)
def test_roles_are_given_by_administrators_only(person, allowed, stranger, request):
    assert permissions.can_change_roles(request.getfixturevalue(person), stranger) is allowed


def test_roles_are_never_given_to_oneself(administrator):
    assert permissions.can_change_roles(administrator, administrator) is False


def test_ended_membership_gives_nothing(company, editor):
    company.memberships.filter(user=editor).update(ended_at=company.created_at)

    assert permissions.can_see_organization(editor, company) is False
    assert list(Organization.objects.visible_to(editor)) == []


@pytest.mark.parametrize(("person", "seen"), [("administrator", 3), ("auditor", 3), ("owner", 1), ("superuser", 1)])
def test_users_visible_are_all_or_oneself(person, seen, owner, stranger, request):
    user = request.getfixturevalue(person)

    assert User.objects.visible_to(user).count() == seen
