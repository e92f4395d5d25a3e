"""What the desk of events does about registration: writes its terms, opens it, changes its times, draws, enters by hand."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.actions import admissions, registration_terms
from events.models import Event, RegistrationTerms
from events.permissions import can_enter_registrations, can_write_events, can_write_registrations
from events.refusals import Refusal
from events.registration_forms import EnterForm
from events.terms_forms import AlterForm, TermsForm
from home import clock
from home.desk.verbs import DeskVerbView


def terms_of(event: Event) -> RegistrationTerms | None:
    """The event's terms, where somebody has written them; asked once for each record that is shown."""
    found: RegistrationTerms | None = getattr(event, "terms", None)
    return found


class TermsVerbView(DeskVerbView):
    """A verb on the registration of an event."""

    refusals = (Refusal,)

    @property
    def terms(self) -> Any:
        return terms_of(self.record)


class TermsView(TermsVerbView):
    label, verb_form = _("How one registers"), TermsForm
    explanation = _("It can be written again until registration is opened; then it is frozen.")

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        terms = terms_of(record)
        return can_write_events(user) and not record.is_cancelled and (terms is None or terms.opened_at is None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.record, "terms": self.terms, "quotas": self.record.quotas.all()}

    def act(self, form: Any) -> None:
        registration_terms.save(self.record, by=self.request.user, **form.facts())


class OpenView(TermsVerbView):
    label = _("Open registration")
    explanation = _(
        "From the moment that was set, people can register on the page of the event. How places are given, the fee, the "
        "questions and the consents are frozen."
    )

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        terms = terms_of(record)
        return can_write_events(user) and not record.is_cancelled and terms is not None and terms.opened_at is None

    def act(self, form: Any) -> None:
        registration_terms.open_registration(self.terms, by=self.request.user)


class AlterView(TermsVerbView):
    label, verb_form = _("Change times and seats"), AlterForm
    explanation = _("Seats that are added are offered to those who wait.")

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        terms = terms_of(record)
        return can_write_events(user) and not record.is_cancelled and terms is not None and terms.opened_at is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.record, "terms": self.terms, "quotas": self.record.quotas.all()}

    def act(self, form: Any) -> None:
        registration_terms.alter(self.terms, by=self.request.user, **form.facts())


class DrawView(TermsVerbView):
    label = _("Draw the places by lot")
    explanation = _(
        "Each registration gets a number by order of arrival. The seed, whose fingerprint has been published since registration "
        "was opened, decides the order; anybody can reckon it again. Everybody gets a letter. This is done once."
    )

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        terms = terms_of(record)
        if terms is None or not terms.by_lot or terms.opened_at is None or terms.drawn_at is not None or record.is_cancelled:
            return False
        return can_write_registrations(user) and clock.now() >= terms.closes_at

    def act(self, form: Any) -> None:
        admissions.hold_draw(self.terms, by=self.request.user)


class EnterView(TermsVerbView):
    label, verb_form = _("Enter a registration"), EnterForm
    explanation = _("For those who call, write or stand at the door. They have their place at once.")

    @classmethod
    def may(cls, user: Any, record: Event) -> bool:
        terms = terms_of(record)
        return can_write_registrations(user) and not record.is_cancelled and terms is not None and terms.opened_at is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"quotas": self.record.quotas.all(), "fee_yen": self.record.fee_yen}

    def act(self, form: Any) -> None:
        admissions.enter(self.record, by=self.request.user, **form.facts())


TERMS_VERBS: dict[str, type[TermsVerbView]] = {
    "terms": TermsView,
    "open_registration": OpenView,
    "alter_registration": AlterView,
    "draw": DrawView,
    "enter": EnterView,
}


def registration_context(viewset: Any, request: Any, event: Event) -> dict[str, Any]:
    """What the event's page says of registration: numbers, what can be done next, the way to the list."""
    terms = terms_of(event)
    user = request.user
    return {
        "terms": terms,
        "quotas": list(event.quotas.counted()) if terms else [],
        "terms_verbs": [
            {"label": str(view.label), "url": viewset.url_of(event, name)}
            for name, view in TERMS_VERBS.items()
            if view.may(user, event)
        ],
        "list_url": f"{reverse('registrations:index')}?event={event.pk}" if terms and can_enter_registrations(user) else "",
    }
