"""The desk's menu: what is opened seldom stands in submenus, and nobody sees a line behind which nothing is hers."""

import pytest

from home.desk.viewsets import registered
from organizations.actions import roles
from tests.certifications import making

pytestmark = pytest.mark.django_db
SUBMENUS = ["register-certificates-menu-item", "register-letters-menu-item", "register-records-menu-item"]


def menu_of(client):
    return client.get("/admin/").content.decode()


def test_secretariat_reaches_each_of_her_desks_from_the_menu(at_desk, secretary):
    page = menu_of(at_desk(secretary))

    hers = [desk for desk in registered if desk.add_to_admin_menu and desk.can_enter(secretary)]
    assert [desk.name for desk in hers if desk.index_url not in page] == []
    assert [name for name in SUBMENUS if name not in page] == []


def test_nobody_sees_a_submenu_behind_which_nothing_is_hers(at_desk):
    person = making.person("editor")
    roles.setup()
    roles.grant(person, "editor", by=None)

    page = menu_of(at_desk(person))

    assert [name for name in SUBMENUS if name in page] == []
