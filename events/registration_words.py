"""A registration and its event's seats as words for pages."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.models import Event, Quota, Registration, RegistrationTerms
from events.models.terms import answered, worded
from events.registration_states import Admission
from home import dates


def facts_of(registration: Registration, terms: RegistrationTerms) -> list[dict[str, str]]:
    """What the person said, as rows for components/summary_list.html."""
    rows = [
        (_("Your name"), registration.name),
        (_("Your name in kana"), registration.kana),
        (_("E-mail address"), registration.email),
        (_("Organization"), registration.organization_name),
        (_("Name on the invoice and the receipt"), registration.invoice_name),
        (_("Seats"), f"{registration.quota.name} × {registration.seats}"),
        *((worded(each["words"]), answered(each, registration.answers.get(each["key"]))) for each in terms.questions),
        (_("Lot"), str(registration.lot or "")),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def fee_of(event: Event) -> str:
    """What a seat costs, with tax."""
    return _("%(yen)s per seat, tax included") % {"yen": dates.yen(event.fee_yen, get_language() or "ja")}


def seats_of(quota: Quota, terms: RegistrationTerms) -> str:
    """How it stands with a quota: places left, the length of the line; in a draw or where the office decides, how many ask."""
    if terms.admission != Admission.FIRST_COME and terms.drawn_at is None and not quota.waiting:
        asked = ngettext("%(number)s seat", "%(number)s seats", quota.size) % {"number": f"{quota.size:,}"}
        return asked if not quota.applied else f"{asked}, " + _("%(number)s registered so far") % {"number": quota.applied}
    if quota.waiting:
        return _("full, %(number)s on the waiting list") % {"number": quota.waiting}
    if quota.free < 1:
        return _("full, waiting list open")
    return ngettext("%(number)s place left", "%(number)s places left", quota.free) % {"number": f"{quota.free:,}"}
