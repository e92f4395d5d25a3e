"""What a role is, and which ones this floor offers. Roles are groups; each app names its own in its `roles.py`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A group of people, made by `manage.py setup_roles`. Several floors may name the same code: their rights add up.

    `permissions` are "app.codename"; `page_permissions` hold for the whole page tree, `collection_permissions` for the
    collection of the website. `desk` lets its people into /admin/; `superuser` opens Wagtail's technical screens: sites,
    locales, workflows (never a desk of ours); `second_factor` asks people without a desk for one.
    """

    code: str
    name: str | Promise
    permissions: tuple[str, ...] = ()
    page_permissions: tuple[str, ...] = ()
    collection_permissions: tuple[str, ...] = ()
    desk: bool = False
    superuser: bool = False
    second_factor: bool = False


ROLES = (
    Role(
        "editor",
        _("web editor"),
        permissions=("home.change_synonyms", "home.change_pagelink"),
        page_permissions=("add_page", "change_page", "publish_page"),
        collection_permissions=(
            "wagtailimages.add_image",
            "wagtailimages.change_image",
            "wagtailimages.choose_image",
            "wagtaildocs.add_document",
            "wagtaildocs.change_document",
            "wagtaildocs.choose_document",
        ),
        desk=True,
    ),
)
