"""How far an application is, in words for its own side: state, next step, history. Nothing here tells of a decision early."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certifications.contents import content_of
from certifications.filled_forms import FilledForm
from certifications.models import Application
from certifications.recipients import applicants
from certifications.sign_off_state import fits, is_confirmed, is_needed
from certifications.states import MAY_BE_WITHDRAWN, ApplicationState, RoundState
from home import clock
from home.models import Letter

# Not a state of its own: what its side reads while the round is cancelled.
CALLED_OFF = "called_off"


@dataclass(frozen=True)
class Step:
    """What the person in front of the screen does next; without an address she waits."""

    title: str
    text: str = ""
    url: str = ""
    label: str = ""
    until: date | datetime | None = None


@dataclass(frozen=True)
class StateInWords:
    label: str
    tone: str


def shown_state(application: Application) -> str:
    """The state that the applicant's side may know.

    What was under way in a round that has been called off is over.
    While a round is being judged all its cases look alike: "submitted" would betray that one is not before the judges.
    """
    if application.round.state == RoundState.CANCELLED and application.state in MAY_BE_WITHDRAWN:
        return CALLED_OFF
    judged = application.round.state in {RoundState.JUDGING, RoundState.DECIDING}
    if judged and application.state in {ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW}:
        return str(ApplicationState.IN_REVIEW)
    if not judged and application.state == ApplicationState.IN_REVIEW:
        return str(ApplicationState.SUBMITTED)
    return str(application.state)


def state_in_words(application: Application) -> StateInWords:
    """The state as the applicant reads it, with its tone."""
    return {
        CALLED_OFF: lambda: StateInWords(_("Called off"), "plain"),
        "draft": lambda: StateInWords(_("Being written"), "info"),
        "submitted": lambda: StateInWords(_("Received"), "wait"),
        "correction": lambda: StateInWords(_("Please correct"), "warn"),
        "in_review": lambda: StateInWords(_("Under review"), "wait"),
        "decided": lambda: StateInWords(_("Result announced"), "good"),
        "withdrawn": lambda: StateInWords(_("Application withdrawn"), "plain"),
        "lapsed": lambda: StateInWords(_("Not submitted in time"), "plain"),
    }[shown_state(application)]()


def address(name: str, application: Application, *args: Any) -> str:
    """Where a page of the application is, in the active language."""
    return reverse(f"certifications:{name}", args=[application.public_id, *args])


def is_too_late(application: Application) -> bool:
    """Whether a draft can no longer be submitted."""
    return application.state == ApplicationState.DRAFT and not application.is_open(clock.now())


def may_be_withdrawn(application: Application) -> bool:
    """Whether its side can still take it back."""
    return application.state in MAY_BE_WITHDRAWN and application.round.state != RoundState.CANCELLED


def next_step(application: Application, form: FilledForm, *, may_write: bool, may_sign_off: bool = False) -> Step:
    """The one next action on the application."""
    round_ = application.round
    match shown_state(application):
        case "called_off":
            return Step(_("This round has been called off"), _("You need not do anything. You can still read what you wrote."))
        case "draft" if is_too_late(application):
            return Step(_("The deadline has passed"), _("This draft was not submitted. You can still read what you wrote."))
        case "draft" if not may_write:
            text = _("An owner or an editor of your organization fills in and submits. You can read everything.")
            return Step(_("Your colleagues are writing this application"), text, until=application.deadline)
        case "draft":
            return _step_of_draft(application, form, may_sign_off=may_sign_off)
        case "correction":
            return _step_of_correction(application, form, may_write=may_write)
        case "submitted":
            return Step(
                _("The office is checking your papers"), _("You need not do anything. We write to you if we have questions.")
            )
        case "in_review":
            text = _("You need not do anything. The result is not announced before the day below.")
            return Step(_("The judges are reading your application"), text, until=round_.announces_at)
        case "decided":
            url = f"{address('application', application)}#result"
            return Step(
                _("The result has been announced"), _("Please read the result and the comments."), url, _("Read the result")
            )
        case "withdrawn":
            return Step(_("This application has been withdrawn"), _("Nothing more will happen. You can still read it."))
    return Step(_("This draft was not submitted in time"), _("Nothing more will happen. You can still read it."))


def _step_of_draft(application: Application, form: FilledForm, *, may_sign_off: bool) -> Step:
    until = application.deadline
    left = len(form.problems)
    if left:
        section = next(each for each in form.sections if each.missing or each.wrong)
        title = _("Continue to write") if form.answers else _("Begin to write")
        words = ngettext("%(count)d answer is left.", "%(count)d answers are left.", left) % {"count": left}
        url = address("section", application, section.section.code)
        return Step(title, words, url, _('Open "%(section)s"') % {"section": section.section.title}, until)
    consent = getattr(application, "consent", None)
    if application.is_nomination and not (consent and consent.given_at):
        url = f"{address('application', application)}#consent"
        if consent and consent.refused_at:
            text = _("This nomination cannot be submitted. If that was a mistake, you can ask once more.")
            return Step(_("The candidate has declined"), text, url, _("To the candidate's consent"), until)
        if consent and Letter.objects.undelivered().filter(key=f"consent_asked:{consent.token_hash}").exists():
            text = _("Our letter could not be delivered. Please check the candidate's address, and ask once more.")
            return Step(_("The candidate could not be reached"), text, url, _("To the candidate's consent"), until)
        if consent:
            return Step(
                _("The candidate has not answered yet"), _("You can submit as soon as the candidate consents."), until=until
            )
        text = _("Everything is filled in. The candidate's consent is missing.")
        return Step(_("Ask the candidate for consent"), text, url, _("Ask for consent"), until)
    if is_needed(application) and not is_confirmed(application, sha256 := content_of(application).sha256):
        return _step_of_sign_off(application, sha256, may_sign_off=may_sign_off)
    text = _("Everything is filled in. Please read it through and submit it.")
    return Step(_("Check and submit"), text, address("check", application), _("Check and submit"), until)


def _step_of_sign_off(application: Application, sha256: str, *, may_sign_off: bool) -> Step:
    """Everything is filled in, and an owner's word is missing."""
    url, until = address("sign_off", application), application.deadline
    last = application.sign_offs.select_related("asked_by").first()
    asked = last is not None and last.is_open and fits(last, application, sha256)
    if may_sign_off:
        text = _("Everything is filled in. This round asks an owner to confirm it before it is submitted.")
        if last is not None and asked:
            text = _("%(name)s asks you to confirm it. It is submitted only afterwards.") % {"name": last.asked_by}
        return Step(_("Read and confirm the application"), text, url, _("Read and confirm"), until)
    if asked:
        return Step(_("An owner has been asked to confirm"), _("You can submit as soon as it is confirmed."), until=until)
    if last is not None and last.returned_at and fits(last, application, sha256):
        return Step(_("An owner has returned the application"), last.comment, url, _("See what is to be changed"), until)
    text = _("Everything is filled in. This round asks an owner to confirm it before it is submitted.")
    return Step(_("Ask an owner to confirm"), text, url, _("Ask for the confirmation"), until)


def _step_of_correction(application: Application, form: FilledForm, *, may_write: bool) -> Step:
    if form.request is None:
        return Step(_("The office is looking at your corrections"))
    left = sum(1 for item in form.items.values() if not item.answered_at)
    until, url = form.request.due_on, address("corrections", application)
    if not may_write:
        return Step(
            _("The office has asked for corrections"), _("An owner or an editor answers them."), url, _("Read them"), until
        )
    if left:
        words = ngettext("%(count)d point is waiting for you.", "%(count)d points are waiting for you.", left) % {"count": left}
        return Step(_("Please correct your application"), words, url, _("See the points"), until)
    text = _("All points are answered. Please submit the application again.")
    return Step(_("Submit the corrected application"), text, url, _("Submit again"), until)


# What its own side may read of a case's history, and who did it. An action that is not named here is not shown:
# that a case was passed on to the judges would tell, by its absence, of one that was not.
OFFICE = "office"
SHOWN = {
    "application.start": (lambda: _("Begun"), ""),
    "application.enter": (lambda: _("Begun by the office from paper or at the counter"), ""),
    "application.copy": (lambda: _("Taken over from an earlier application"), ""),
    "application.basics": (lambda: _("Basic facts changed"), ""),
    "application.eligibility": (lambda: _("Answers to the self-check changed"), ""),
    "application.move_form": (lambda: _("The office has renewed the form; your answers were taken over"), "info"),
    "application.submit": (lambda: _("Submitted"), "good"),
    "application.extend": (lambda: _("The office gave more time until the deadline"), "info"),
    "application.shorten": (lambda: _("The office took back time that it had given until the deadline"), "warn"),
    "sign_off.ask": (lambda: _("An owner was asked to confirm it"), "info"),
    "sign_off.confirm": (lambda: _("An owner confirmed it"), "good"),
    "sign_off.return": (lambda: _("An owner returned it"), "warn"),
    "application.late_file": (lambda: _("A file that was still under way has arrived"), "good"),
    "application.file_missing": (lambda: _("A file that was still under way did not arrive"), "warn"),
    "consent.ask": (lambda: _("The candidate was asked for consent"), ""),
    "consent.readdress": (lambda: _("The candidate's address was changed"), ""),
    "consent.record": (lambda: _("Written consent of the candidate recorded"), "good"),
    "consent.give": (lambda: _("The candidate consented"), "good"),
    "consent.refuse": (lambda: _("The candidate declined"), "bad"),
    "correction.request": (lambda: _("The office asked for corrections"), "warn"),
    "correction.resubmit": (lambda: _("Submitted again with corrections"), "good"),
    "correction.enter": (lambda: _("The office entered what it was told about the corrections"), "info"),
    "correction.hand_in": (lambda: _("The office submitted the corrected application on your word"), "good"),
    "correction.extend": (lambda: _("The office gave more time for the corrections"), "info"),
    "correction.close": (lambda: _("The time for corrections ended; the version submitted last counts"), "warn"),
    "correction.cancel": (lambda: _("The office took back its request for corrections"), "info"),
    "correction.amend": (lambda: _("The office changed its request for corrections"), "warn"),
    "application.announce": (lambda: _("The result was announced"), "info"),
    "application.withdraw": (lambda: _("Application withdrawn"), ""),
    "application.lapse": (lambda: _("Not submitted in time"), ""),
}
BY_OFFICE = frozenset(
    {
        "application.extend",
        "application.shorten",
        "application.move_form",
        "correction.request",
        "correction.enter",
        "correction.hand_in",
        "correction.extend",
        "correction.close",
        "correction.cancel",
        "correction.amend",
        "application.announce",
        "application.lapse",
    }
)
BY_ROUND = {
    "round.open_judging": lambda: _("The judging began"),
    "round.cancel": lambda: _("The round was called off"),
}


def _by_whom(row: Any, application: Application, own: set[int]) -> str:
    """Who did it, as the applicant's side reads it; of paper, that the office entered it."""
    if row.action in BY_OFFICE:
        return _("the office")
    if application.is_by_proxy and row.by_id not in own:
        return _("entered by the office")
    return str(row.by or "")


def timeline(application: Application) -> list[dict[str, Any]]:
    """The case's history in public words, newest first (for components/timeline.html)."""
    rows = application.history.select_related("by").filter(action__in=SHOWN).order_by("-seq")
    own = {person.pk for person in applicants(application)} if application.is_by_proxy else set()
    items = [
        {
            "at": row.at,
            "title": SHOWN[row.action][0](),
            "by": _by_whom(row, application, own),
            "tone": SHOWN[row.action][1],
        }
        for row in rows
    ]
    if application.receipt_number and application.state != ApplicationState.WITHDRAWN:
        first_of_each = {row.action: row for row in application.round.history.filter(action__in=BY_ROUND).order_by("-seq")}
        items += [
            {"at": row.at, "title": BY_ROUND[row.action](), "by": _("the office"), "tone": ""} for row in first_of_each.values()
        ]
    return sorted(items, key=lambda item: item["at"], reverse=True)


def steps(application: Application, form: FilledForm, current: str = "") -> list[dict[str, Any]]:
    """The left rail (for components/steps.html): each section with what is left in it."""
    return [_rail(application, section, current) for section in form.sections]


def _rail(application: Application, section: Any, current: str) -> dict[str, Any]:
    note, state = "", "todo"
    if section.corrections:
        count = len(section.corrections)
        note, state = ngettext("%(count)d correction", "%(count)d corrections", count) % {"count": count}, "wrong"
    elif section.wrong:
        count = len(section.wrong)
        note, state = (
            ngettext("%(count)d answer needs a look", "%(count)d answers need a look", count) % {"count": count},
            "wrong",
        )
    elif section.missing:
        count = len(section.missing)
        note = ngettext("%(count)d answer is left", "%(count)d answers are left", count) % {"count": count}
    elif section.begun:
        state = "done"
    code = section.section.code
    return {
        "label": section.section.title,
        "url": address("section", application, code),
        "state": "current" if code == current else state,
        "note": note or (_("complete") if state == "done" else ""),
    }
