"""Registration for events: the form, the page behind the private link in each state, the desk."""

from datetime import timedelta

from django.urls import reverse

from events import emails
from events.models import Event, Registration, RegistrationTerms
from events.registration_viewsets import VERBS
from home import clock
from tests.journeys.sights.sight import Sight, at, send

MANAGER = "secretary.kis@city.example"


def registrations():
    """An event of each kind of admission, a registration in each state of the sample city, as person and office see them."""
    forms = {
        slug: reverse("registration:register", args=[Event.objects.get(slug=slug).public_id])
        for slug in ("award-ceremony", "meister-festival", "eco-tech", "reverse-fair")
    }
    for slug, form in forms.items():
        yield Sight("registration:register", form, slug)
    yield Sight("registration:register", forms["award-ceremony"], "with errors", do=send)
    yield Sight("registration:sent", reverse("registration:sent"))
    found = {row.state: row for row in Registration.objects.order_by("pk")}
    for state, row in found.items():
        yield Sight("registration:mine", reverse("registration:mine", args=[emails.private_mark(row)]), state)
        yield Sight("registrations:detail", at("registrations:detail", row), state, who=MANAGER)
    mine = reverse("registration:change", args=[emails.private_mark(found["applied"])])
    yield Sight("registration:change", mine)
    yield Sight("registrations:index", reverse("registrations:index"), who=MANAGER)
    yield Sight("registrations:index", reverse("registrations:index") + "?q=存在しない言葉", "nothing found", who=MANAGER)
    for name, view in VERBS.items():
        row = found[view.states[0]]
        yield Sight(f"registrations:{name}", at(f"registrations:{name}", row), "verb", who=MANAGER)
    yield from on_events()
    yield from at_its_hour()


def at_its_hour():
    """A draw whose hour has come, for one look only: the form is another's sight."""
    terms = RegistrationTerms.objects.select_related("event").filter(admission="draw", drawn_at=None).order_by("pk").first()
    times = RegistrationTerms.objects.filter(pk=terms.pk)
    times.update(opens_at=clock.now() - timedelta(days=9), closes_at=clock.now() - timedelta(minutes=1))
    yield Sight("events-desk:draw", at("events-desk:draw", terms.event), "verb", who=MANAGER)
    times.update(opens_at=terms.opens_at, closes_at=terms.closes_at)


def on_events():
    """What the desk does about registration on an event's own page."""
    written, opened = (Event.objects.get(slug=slug) for slug in ("kis-briefing", "award-ceremony"))
    yield Sight("events-desk:detail", at("events-desk:detail", opened), "registration", who=MANAGER)
    for name in ("terms", "open_registration"):
        yield Sight(f"events-desk:{name}", at(f"events-desk:{name}", written), "verb", who=MANAGER)
    for name in ("alter_registration", "enter"):
        yield Sight(f"events-desk:{name}", at(f"events-desk:{name}", opened), "verb", who=MANAGER)
