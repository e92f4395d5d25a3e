"""The release: one transaction in which results become facts and letters are written."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import emails, recipients
from certifications.actions import certificates
from certifications.actions.conditions import must_run
from certifications.models import Certificate, Decision, Round
from certifications.papers import bundle_hash
from certifications.permissions import releases_round
from certifications.refusals import BundleChanged, DecisionsMissing, QuantityExceeded, ResultOutdated, TooEarly
from certifications.states import ApplicationState, DecisionState, Outcome, RoundState
from home import clock, freshness
from home.discovery import offered
from home.states import change_state

# Said outright: the databases differ on where nothing (no level) comes in an order.
BEST_FIRST = F("level__rank").asc(nulls_last=True)


def obstacles(round_: Round) -> list[type[Exception]]:
    """What stands in the way of a release now, as the exceptions that `release` would raise; empty when nothing does."""
    found: list[type[Exception]] = []
    pending = round_.applications.filter(state__in=["submitted", "correction", "in_review"])
    if pending.exclude(decision__state=DecisionState.APPROVED).exists() or pending.filter(state="correction").exists():
        found.append(DecisionsMissing)
    decisions = _approved(round_)
    cited = {decision.result_run_id: decision.result_run for decision in decisions if decision.result_run}
    if any(run.is_outdated for run in cited.values()):
        found.append(ResultOutdated)
    if any(decision.bundle_hash != bundle_hash(decision) for decision in decisions):
        found.append(BundleChanged)
    quantities = {level["code"]: level["quantity"] for level in round_.rules["levels"]}
    given = Counter(decision.level.code for decision in decisions if decision.level)
    if any(quantities.get(code) is not None and count > quantities[code] for code, count in given.items()):
        found.append(QuantityExceeded)
    if clock.transaction_now() < round_.announces_at:
        found.append(TooEarly)
    return found


def _approved(round_: Round) -> list[Decision]:
    return list(
        # An application may have been withdrawn since: its decision stays sealed.
        Decision.objects.filter(
            application__round=round_, application__state__in=["submitted", "in_review"], state=DecisionState.APPROVED
        )
        .select_related("application__subject__area", "application__organization__area", "application__category", "level")
        .select_related("application__round__program", "application__person", "application__team", "result_run")
        .order_by(BEST_FIRST, "application__receipt_number")
    )


def preview(round_: Round, *, by: Any) -> list[dict[str, Any]]:
    """What a release would do, case by case: outcome, level, and how many letters go to whom. Nothing is written.

    Cases in which the person has an interest are left out.
    """
    cases = round_.applications.of_office(by).values("pk")
    decisions = Decision.objects.filter(application__round=round_, application__in=cases).exclude(state=DecisionState.RELEASED)
    related = ("application__subject", "application__organization", "application__person", "application__team", "level")
    return [
        {"decision": decision, "application": decision.application, "people": recipients.told_of_result(decision.application)}
        for decision in decisions.select_related(*related).order_by(BEST_FIRST, "application__receipt_number")
    ]


@transaction.atomic
def release(round_: Round, *, by: Any) -> list[Certificate]:
    """Releases every decision of the round at once: states, certificates with their numbers, letters to all.

    Nothing of it existed before for anybody but the program's office, and all of it exists after. Floors above that
    keep a face of certificates are called within the transaction (their `reactions.released`).
    Raises TooEarly, DecisionsMissing, ResultOutdated, BundleChanged, QuantityExceeded, RoundCancelled.
    """
    if not releases_round(by, round_):
        raise PermissionDenied
    must_run(round_)
    locked = Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=round_.pk)
    if reasons := obstacles(locked):
        raise reasons[0]
    change_state(locked, RoundState.RELEASED, by=by, action="round.release", released_at=clock.now())
    issued = []
    for decision in _approved(locked):
        change_state(decision, DecisionState.RELEASED, by=by, action="decision.release", released_at=clock.now())
        change_state(decision.application, ApplicationState.DECIDED, by=by, action="application.announce")
        if decision.outcome == Outcome.CERTIFIED:
            issued.append(certificates.issue(decision, by=by))
        emails.decided(decision)
    for module in offered("reactions"):
        module.released(issued)
    round_.refresh_from_db()
    for name in ("programs", "register"):
        freshness.renew(name)
    return issued
