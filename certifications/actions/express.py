"""The short way of a tiny program: the secretary proposes everything with one click, an approver signs and releases with another.

Each step of the long way is still taken and on record, by the same verbs; two persons are still needed.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from certifications.actions import bulk_decisions, releases, results
from certifications.approval_steps import is_express
from certifications.models import Certificate, Decision, Level, Round
from certifications.refusals import NotExpress, PreviewStale
from certifications.states import RoundState


@transaction.atomic
def propose(round_: Round, places: Mapping[Level, int], *, refusal_reasons: str, by: Any) -> bulk_decisions.Drafted:
    """Locks the scores, ranks, drafts by rank and hands every draft to the approver: all of it, or nothing.

    Raises NotExpress, and what `lock_and_rank`, `draft_by_rank` and `propose_all` raise.
    """
    if not is_express(round_.rules):
        raise NotExpress
    if round_.state == RoundState.JUDGING:
        results.lock_and_rank(round_, by=by)
        round_.refresh_from_db()
    drafted = bulk_decisions.draft_by_rank(round_, places, refusal_reasons=refusal_reasons, by=by)
    bulk_decisions.propose_all(round_, by=by)
    return drafted


@transaction.atomic
def approve_and_release(round_: Round, *, by: Any, seen_as: str) -> list[Certificate]:
    """Signs every proposed decision and releases the round, over the preview that was seen: all of it, or nothing.

    Raises NotExpress, PreviewStale, and what `approve_all` and `release` raise.
    """
    if not is_express(round_.rules):
        raise NotExpress
    held = Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=round_.pk)
    list(Decision.objects.select_for_update(of=("self",)).filter(application__round=held).values("pk"))
    if releases.seen(releases.preview(held, by=by)) != seen_as:
        raise PreviewStale
    found = bulk_decisions.to_approve(held, by)
    bulk_decisions.approve_all(held, seen_as=bulk_decisions.seen(found), by=by)
    return releases.release(held, by=by)
