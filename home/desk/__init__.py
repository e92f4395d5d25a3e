"""Listings and records for the staff, inside the Wagtail admin but behind policies of our own.

A desk is a subclass of `DeskViewSet`, registered in the app's wagtail_hooks.py:

    class CertificateDesk(DeskViewSet):
        model = Certificate                      # its manager answers `visible_to(user)`: the desk's only queryset
        name = "certificates"                    # address /admin/certificates/, URL names certificates:index, :detail
        icon = "form"
        can_enter = staticmethod(can_see_certificates)   # (user) -> bool
        list_display = ["number", Column("holder", label=_("holder"))]
        search_fields = ["number", "holder__name_ja"]
        list_filter = ["state"]
        list_export = ["number", "get_state_display", "holder.name_ja"]
        detail_template_name = "certifications/desk/certificate.html"   # extends "desk/detail.html"

    @hooks.register("register_admin_viewset")
    def certificates_desk():
        return CertificateDesk()

There is no add, edit, delete, copy, history or usage view unless the desk says how a record is written: `form_class` and
`save(form, record, by)`, which calls one action, with `can_add(user)` or `can_change(user, record)`.
"""

from home.desk.filters import DeskFilterSet
from home.desk.policies import DeskPermissionPolicy
from home.desk.views import DeskDetailView, DeskFormView, DeskIndexView, DeskObjectView
from home.desk.viewsets import DeskViewSet

__all__ = [
    "DeskDetailView",
    "DeskFilterSet",
    "DeskFormView",
    "DeskIndexView",
    "DeskObjectView",
    "DeskPermissionPolicy",
    "DeskViewSet",
]
