"""One application as its own side sees it: overview, check and submission, receipt, withdrawal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certifications import appeal_terms, clocks, declarations, feedback, former_answers, progress, renewal_deltas, seals
from certifications.actions import applications
from certifications.appeal_states import Ruling
from certifications.applying_forms import WithdrawForm, WrittenConsentForm
from certifications.certificate_permissions import is_holder
from certifications.colleagues import colleagues
from certifications.contents import content_of
from certifications.copied_answers import copied_in_words
from certifications.filled_forms import FilledForm
from certifications.models import Application, Appointment, Certificate, Decision
from certifications.permissions import (
    can_see_decision,
    can_sign_off,
    can_withdraw,
    is_applicant,
    is_own_writer,
    is_proxy,
    may_challenge,
    may_write_for_applicant,
)
from certifications.refusals import ConsentMissing, NotComplete, Refusal, SignOffMissing, ThemeRetired
from certifications.refusals.renewals import SectionsUnsaid
from certifications.sign_off_state import is_confirmed
from certifications.sign_off_state import is_needed as needs_sign_off
from certifications.states import WITH_THE_OFFICE, ApplicationState, DecisionState
from certifications.views.applying.access import applicant_page, in_one_transaction, own_application, stopped
from certifications.views.applying.awaited_files import awaited, step_of
from home import clock
from home.languages import suffix


def frame(request: HttpRequest, application: Application, *, here: str = "", section: str = "") -> dict[str, Any]:
    """What every page of an application shows around its own content."""
    form = FilledForm(application)
    may_write = may_write_for_applicant(request.user, application)
    own = is_applicant(request.user, application)
    unread = application.messages.unread_by_applicant(request.user).count() if own else 0
    draft = application.renews_id is not None and application.state == ApplicationState.DRAFT
    deltas = renewal_deltas.of_version(application, form.as_version()) if draft else []
    return {
        "application": application,
        "program": application.round.program,
        "form": form,
        "may_write": may_write,
        "own": own,
        "proxy": is_proxy(request.user, application) and not is_own_writer(request.user, application),
        "here": here,
        "state": progress.state_in_words(application),
        "shown_state": progress.shown_state(application),
        "too_late": progress.is_too_late(application),
        "steps": progress.steps(application, form, section),
        "deltas": deltas,
        "tabs": _tabs(application, form, here, unread=unread, own=own, unsaid=sum(each.is_unsaid for each in deltas)),
        "unread": unread,
        "now": clock.now(),
    }


def _tabs(application: Application, form: FilledForm, here: str, *, unread: int, own: bool, unsaid: int) -> list[dict[str, Any]]:
    """The pages of an application (for components/tabs.html); only those that have something to say now."""
    first = form.sections[0].section.code if form.sections else ""
    left = sum(1 for item in form.items.values() if not item.answered_at)
    draft = application.state == ApplicationState.DRAFT
    has_checks = application.round.rules.get("eligibility")
    renews = application.renews_id is not None
    signed = draft and own and needs_sign_off(application)
    known = [
        ("overview", _("Overview"), progress.address("application", application), "", True),
        ("basics", _("Basic facts"), progress.address("basics", application), "", True),
        ("section", _("The form"), progress.address("section", application, first) if first else "", "", bool(first)),
        ("renewal", _("What has changed"), progress.address("renewal_changes", application), unsaid or "", renews),
        ("eligibility", _("Self-check"), progress.address("eligibility_overview", application), "", bool(has_checks)),
        ("check", _("Check and submit"), progress.address("check", application), len(form.problems) or "", draft),
        ("sign_off", _("Confirmation"), progress.address("sign_off", application), "", signed),
        ("corrections", _("Corrections"), progress.address("corrections", application), left or "", form.request is not None),
        ("messages", _("Messages"), progress.address("messages", application), unread or "", own),
        ("versions", _("Versions"), progress.address("versions", application), "", application.state not in {"draft", "lapsed"}),
        ("receipt", _("Receipt"), progress.address("receipt", application), "", application.receipt_number is not None),
    ]
    return [
        {"label": label, "url": url, "count": count, "current": name == here} for name, label, url, count, shown in known if shown
    ]


@applicant_page
@require_safe
def overview(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Where the application stands, and the one next action."""
    application = own_application(request, public_id)
    context = frame(request, application, here="overview")
    # Asked in review too, where none is left: not even the time of an answer tells how far the office has come.
    coming = awaited(application, may_write=context["may_write"]) if application.state in WITH_THE_OFFICE else {}
    context |= coming | {
        "step": (step_of(coming) if application.state == ApplicationState.SUBMITTED else None)
        or progress.next_step(
            application,
            context["form"],
            may_write=context["may_write"],
            may_sign_off=can_sign_off(request.user, application),
        ),
        "colleagues": colleagues(application),
        "invited": application.team.invitations.unanswered().order_by("pk") if application.team else (),
        "timeline": progress.timeline(application),
        "clock": clocks.clock_of(application),
        "appointments": Appointment.objects.of_applicant(application).select_related("slot", "entry__stage"),
        "consent": getattr(application, "consent", None),
        "may_withdraw": can_withdraw(request.user, application) and progress.may_be_withdrawn(application),
        "may_challenge": may_challenge(request.user, application),
        "withdraw_form": WithdrawForm(),
        "consent_form": WrittenConsentForm(),
        "copied": copied_in_words(application) if application.state == ApplicationState.DRAFT else None,
        "versions": list(application.versions.select_related("submitted_by")),
        **_result(request.user, application),
    }
    return render(request, "certifications/applying/application.html", context)


def _result(user: Any, application: Application) -> dict[str, Any]:
    """The decision with all that belongs to it; nothing at all before the release."""
    if application.state != ApplicationState.DECIDED or not can_see_decision(user, application):
        return {}
    released = list(Decision.objects.visible_to(user).of_case(application).filter(state=DecisionState.RELEASED))
    if not released:
        return {}
    # What holds: the newest that changed something. An appeal that was dismissed leaves the first one in force.
    decision = next((each for each in released if each.ruling == Ruling.UPHELD), released[-1])
    rules = application.round.rules
    issued = Certificate.objects.issued().select_related("decision__application__subject")
    certificate = issued.filter(decision__in=released).order_by("-pk").first()
    holds = certificate is not None and is_holder(user, certificate)
    return {
        "decision": decision,
        "earlier": [each for each in released if each.ruling == "" and each != decision],
        "appeal_name": appeal_terms.name_of(application.round) or _("Appeal"),
        "takes_appeals": is_applicant(user, application) and appeal_terms.last_day(application.round) is not None,
        "bands": feedback.bands(released[-1]),
        "comments": feedback.comments(released[-1]),
        "certificate": certificate,
        "holds": holds,
        "embedding": seals.embedding(certificate, get_language() or "ja") if certificate and holds else "",
        "appeal_text": _words(rules.get("appeal_text", {})),
        "closing": _words(rules.get("letters", {}).get(decision.outcome, {})),
    }


def _words(texts: dict[str, str]) -> str:
    return texts.get(suffix()) or texts.get("ja", "")


@in_one_transaction
@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The whole application to read through, what is still to do, and the button that submits it."""
    application = own_application(request, public_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            applications.submit(application, by=request.user)
        except (NotComplete, ConsentMissing, SectionsUnsaid, SignOffMissing, ThemeRetired) as reason:
            refusal = reason
        else:
            return redirect(progress.address("receipt", application))
    context = frame(request, application, here="check")
    context |= {
        "chapters": declarations.whole(context["form"].as_version()),
        "former": former_answers.of(context["form"]),
        "problems": [(row, context["form"].section_of(row.key)) for row in context["form"].problems],
        "refusal": refusal,
        "unsaid": [delta.title for delta in context["deltas"] if delta.is_unsaid],
        "waits_for_sign_off": needs_sign_off(application) and not is_confirmed(application, content_of(application).sha256),
        "waits_for_consent": application.is_nomination and not getattr(getattr(application, "consent", None), "given_at", None),
        **(awaited(application, may_write=context["may_write"]) if application.state == ApplicationState.DRAFT else {}),
        "can_submit": context["may_write"] and application.state == ApplicationState.DRAFT and not context["too_late"],
    }
    return render(request, "certifications/applying/check.html", context, status=409 if refusal else 200)


@applicant_page
@require_safe
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The receipt to print: number, time, content hash, and what was submitted."""
    application = own_application(request, public_id)
    version = application.versions.last()
    if version is None:
        return stopped(
            request,
            title=_("There is no receipt yet"),
            text=_("You receive it as soon as the application has been submitted."),
            status=409,
            back=progress.address("application", application),
        )
    context = frame(request, application, here="receipt")
    versions = list(application.versions.select_related("paper"))
    context |= {
        "versions": versions,
        "version": version,
        "first": version.seq == 1,
        "chapters": declarations.whole(version),
        **(awaited(application, may_write=context["may_write"]) if application.state in WITH_THE_OFFICE else {}),
    }
    return render(request, "certifications/applying/receipt.html", context)


@applicant_page
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Takes the application back; the page before has asked whether that is meant."""
    application = own_application(request, public_id)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    applications.withdraw(application, by=request.user, reason=reason)
    messages.success(request, _("The application has been withdrawn."))
    return redirect(progress.address("application", application))
