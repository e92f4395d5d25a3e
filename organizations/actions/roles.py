"""Making the roles that the floors offer, and giving them to people."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

from home import discovery
from home.actions import collections
from home.roles import Role
from organizations.models import User
from organizations.permissions import can_change_roles

DESK = "wagtailadmin.access_admin"


class UnknownRole(Exception):
    """No floor offers a role of this name."""


class UnknownRight(Exception):
    """A role names a right that no model has."""


def offered() -> dict[str, list[Role]]:
    """All roles by code. Several floors may add to one code."""
    found: dict[str, list[Role]] = {}
    for module in discovery.offered("roles"):
        for role in module.ROLES:
            found.setdefault(role.code, []).append(role)
    return found


def name_of(code: str) -> str:
    """The role's name in the active language; a group that no floor offers keeps its own."""
    known = offered().get(code)
    return str(known[0].name) if known else code


def setup() -> list[Group]:
    """Makes a group for each role, with exactly the rights it names; run again after each upgrade. Raises UnknownRight."""
    with transaction.atomic():
        return [_made(code, roles) for code, roles in offered().items()]


def grant(user: User, code: str, *, by: User | None) -> None:
    """Gives a person a role. Raises UnknownRole; nobody may give one to herself."""
    _change(user, code, by=by, action="organizations.grant")


def revoke(user: User, code: str, *, by: User | None) -> None:
    """Takes a role from a person. Raises UnknownRole; nobody may take one from herself."""
    _change(user, code, by=by, action="organizations.revoke_role")


def _change(user: User, code: str, *, by: User | None, action: str) -> None:
    if by is not None and not can_change_roles(by, user):
        raise PermissionDenied
    roles = offered()
    if code not in roles:
        raise UnknownRole(code)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        group = Group.objects.filter(name=code).first() or _made(code, roles[code])
        if action == "organizations.grant":
            person.groups.add(group)
        else:
            person.groups.remove(group)
        held = [role for name in person.groups.values_list("name", flat=True) for role in roles.get(name, [])]
        user.is_staff = any(role.desk for role in held)
        user.is_superuser = any(role.superuser for role in held)
        User.objects.filter(pk=user.pk).update(is_staff=user.is_staff, is_superuser=user.is_superuser)
        person.history.append(person, action=action, by=by, facts={"role": code})
    for cached in ("_rights", "_perm_cache", "_group_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(cached, None)


def _made(code: str, roles: Iterable[Role]) -> Group:
    """The group of a role, with the rights of all floors that name it."""
    roles = list(roles)
    group, _created = Group.objects.get_or_create(name=code)
    website = collections.website()
    rights = {right for role in roles for right in role.permissions} | ({DESK} if any(role.desk for role in roles) else set())
    group.permissions.set(_permissions(rights))
    root_page = Page.get_first_root_node()
    GroupPagePermission.objects.filter(group=group, page=root_page).delete()
    GroupCollectionPermission.objects.filter(group=group, collection__in=[Collection.get_first_root_node(), website]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=root_page, permission=permission)
        for permission in _permissions({f"wagtailcore.{name}" for role in roles for name in role.page_permissions})
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=website, permission=permission)
        for permission in _permissions({right for role in roles for right in role.collection_permissions})
    )
    if any("publish_page" in role.page_permissions for role in roles):
        for review in GroupApprovalTask.objects.filter(groups__isnull=True):
            review.groups.add(group)  # a review that nobody could give would keep a page for ever
    return group


def _permissions(rights: set[str]) -> list[Permission]:
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(codename__in={right.partition(".")[2] for right in rights}).select_related(
            "content_type"
        )
    }
    if missing := rights - found.keys():
        raise UnknownRight(", ".join(sorted(missing)))
    return [found[right] for right in sorted(rights)]
