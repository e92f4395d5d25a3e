"""Inquiries to makers, and requests for masters and tours: forms, private links, the maker's pages, the desk's."""

from django.urls import reverse

from brands.demo.engagements import FACTS
from matching import emails, engagement_emails, shown
from matching.actions import engagements as actions
from matching.models import Engagement, EngagementOffer, Inquiry
from organizations.models import User
from tests.journeys.cities import once_in_city
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


COORDINATOR = "coordinator@city.example"


@once_in_city
def accepted():
    """A request like one of the city's, to which a host has said yes: its day is not fixed yet."""
    like = (
        Engagement.objects.filter(state="received", kind="class").first() or Engagement.objects.filter(state="received").first()
    )
    facts = {name: getattr(like, name) for name in FACTS}
    made = actions.send(first_day=like.first_day, second_day=None, category=None, area=None, **facts)
    actions.receive(made)
    host = shown.hosts(made.kind).order_by("number").last()
    actions.answer(actions.offer(made, host, by=User.objects.get(email=COORDINATOR)), accepts=True)
    return made


def engagements():
    """A request in each state of the sample city, as who asks, the host and the desk see it."""
    form = reverse("matching:engage")
    yield Sight("matching:engage", form, "empty")
    yield Sight("matching:engage", form, "with errors", do=send)
    found = {row.state: row for row in Engagement.objects.order_by("asked_at")}
    for state, row in found.items():
        mark = engagement_emails.private_mark(row)
        yield Sight("matching:engagement", reverse("matching:engagement", args=[mark]), state)
        yield Sight("engagements:detail", reverse("engagements:detail", args=[row.public_id]), state, who=COORDINATOR)
    for state, offer in {row.state: row for row in EngagementOffer.objects.order_by("pk")}.items():
        yield Sight("matching:offer", reverse("matching:offer", args=[engagement_emails.private_mark(offer)]), state)
    tour = EngagementOffer.objects.with_names().filter(engagement__kind="tour").first()
    yield Sight("matching:offers", "/my/engagements/", "empty", who=nobody_special())
    yield Sight("matching:offers", "/my/engagements/", who=engagement_emails.readers(tour)[0].email)
    yield Sight("engagements:index", "/admin/engagements/", who=COORDINATOR)
    verbs = {"offer": "received", "decline": "received", "take_back": "offered", "report": "confirmed", "call_off": "confirmed"}
    path = reverse("engagements:confirm", args=[accepted().public_id])
    yield Sight("engagements:confirm", path, who=COORDINATOR)
    for verb, state in verbs.items():
        path = reverse(f"engagements:{verb}", args=[found[state].public_id])
        yield Sight(f"engagements:{verb}", path, who=COORDINATOR)
