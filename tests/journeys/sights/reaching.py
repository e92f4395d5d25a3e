"""Inquiries to makers: the form and the private link of who asks, the maker's pages, the desk's."""

from django.urls import reverse

from matching import emails
from matching.models import Inquiry
from tests.journeys.sights.catalog import nobody_special
from tests.journeys.sights.sight import Sight, send


def inquiries():
    """An inquiry in every state, as each side sees it; empty and refused."""
    found = {row.state: row for row in Inquiry.objects.with_names().order_by("asked_at")}
    form = reverse("matching:inquire", args=[found["open"].certificate.public_id])
    yield Sight("matching:inquire", form, "empty")
    yield Sight("matching:inquire", form, "with errors", do=send)
    yield Sight("matching:inquiry_sent", reverse("matching:inquiry_sent"))
    for state, inquiry in found.items():
        yield Sight("matching:inquiry_thread", reverse("matching:inquiry_thread", args=[emails.private_mark(inquiry)]), state)
    yield Sight("matching:inquiries", "/my/inquiries/", "empty", who=nobody_special())
    for state in ("open", "answered", "closed"):
        inquiry = found[state]
        who = emails.holders(inquiry)[0].email
        yield Sight("matching:inquiries", "/my/inquiries/", state, who=who)
        yield Sight("matching:inquiry", reverse("matching:inquiry", args=[inquiry.public_id]), state, who=who)
    officer = found["answered"].certificate.program.roles.filter(role="secretariat").order_by("pk").first().user.email
    yield Sight("inquiries:index", "/admin/inquiries/", who=officer)
    yield Sight("inquiries:counts", "/admin/inquiries/counts/", who=officer)
    yield Sight("inquiries:detail", reverse("inquiries:detail", args=[found["answered"].public_id]), who=officer)
