"""Rounds that were under way before stages had states: what had been scored belongs to their stage of scoring."""

from typing import Any

from django.db import migrations
from django.utils import timezone

BEGUN = {"judging": "open", "deciding": "closed", "released": "closed"}


def fill_stages(apps: Any, _editor: Any) -> None:
    """Gives each round's stage of scoring its criteria, its cases and its assignments."""
    rounds, stages = apps.get_model("certifications", "Round"), apps.get_model("certifications", "Stage")
    assignments = apps.get_model("certifications", "Assignment")
    stages.objects.update(completes="office")
    for round_ in rounds.objects.all():
        own = stages.objects.filter(round=round_).order_by("order")
        scored = own.filter(kind="scoring").first()
        if scored is None:
            scored = _added(stages, round_, own.last())
        scored.rubric_version_id, scored.completes = round_.rubric_version_id, "all"
        scored.hides = ["identity"] if round_.blind else []
        scored.save()
        assignments.objects.filter(application__round=round_).update(stage=scored)
        _date(apps, round_, own, scored)


def _added(stages: Any, round_: Any, last: Any) -> Any:
    day = round_.judging_until
    return stages(
        round=round_,
        order=last.order + 1 if last else 1,
        kind="scoring",
        name_ja="審査",
        name_en="Judging",
        name_zh="评审",
        starts_on=day,
        ends_on=day,
    )


def _date(apps: Any, round_: Any, own: Any, scored: Any) -> None:
    """States, and entries for the cases that had come to the judges."""
    entries, applications = apps.get_model("certifications", "StageEntry"), apps.get_model("certifications", "Application")
    now = timezone.now()
    if round_.state == "published":
        own.filter(kind="screening").update(state="open", opened_at=now)
    if round_.state not in BEGUN:
        return
    own.filter(order__lt=scored.order).update(state="closed", opened_at=now, closed_at=now)
    closed = BEGUN[round_.state] == "closed"
    own.filter(pk=scored.pk).update(state=BEGUN[round_.state], opened_at=now, closed_at=now if closed else None)
    if closed:
        later = {"state": "open", "opened_at": now}
        if round_.state == "released":
            later = {"state": "closed", "opened_at": now, "closed_at": now}
        own.filter(order__gt=scored.order).update(**later)
    cases = applications.objects.filter(round=round_, state__in=["in_review", "decided"])
    entries.objects.bulk_create(
        entries(stage=scored, application=case, state="promoted" if closed else "in", entered_at=now) for case in cases
    )


class Migration(migrations.Migration):
    dependencies = [("certifications", "0026_stages")]

    operations = [migrations.RunPython(fill_stages, migrations.RunPython.noop)]
