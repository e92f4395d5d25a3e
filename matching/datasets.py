"""The published figures as open data: each as it was published, with definition and source."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from home.open_data.sets import Dataset, Field, Row, State, in_batches, name_fields
from matching.figure_labels import words
from matching.models import PublishedFigure
from matching.states import FigureKind, FigurePeriod

FIELDS = (
    Field("id", _("identifier"), _("Made from program, indicator and time; never changes."), "id", needed=True),
    *name_fields("program", _("program"), _("In the three languages.")),
    *name_fields("indicator", _("indicator"), _("What was counted.")),
    Field("as_of", _("as of"), _("As it was published: a day, a month, a fiscal year."), "id", needed=True),
    Field("as_of_on", _("last day"), _("The last day of that time."), "day", needed=True),
    Field("period", _("period"), _("Whether it is a state on a day or a sum over a time."), "id", True, FigurePeriod.values),
    Field("value", _("value"), _("As it was published; totals are published totals."), "decimal", needed=True),
    *name_fields("unit", _("unit"), _("In the three languages.")),
    Field("kind", _("kind"), _("Activity, output or outcome."), "id", True, FigureKind.values),
    *name_fields("definition", _("definition"), _("How it was counted, where the source says so."), needed=False),
    Field("source", _("source"), _("Where it was published."), "text", needed=True),
    *name_fields("note", _("note"), _("What to mind."), needed=False),
    Field("not_comparable", _("not comparable"), _("Why it cannot be compared with the others of its series; else empty.")),
    Field("changed_at", _("changed"), _("When this row was taken in or its words were amended."), "moment", needed=True),
)  # fmt: skip
SPOKEN = {"ja": "ja", "en": "en", "zh": "zh-hans"}


def rows(since: datetime | None) -> Iterator[Row]:
    """One row for each number. None ever leaves: a number that was published stays."""
    figures = PublishedFigure.objects.all()
    for batch in in_batches(figures if since is None else figures.filter(updated_at__gte=since)):
        for figure in batch:
            yield row(figure)


def row(figure: PublishedFigure) -> Row:
    """One number with its words in the three languages."""

    def said(stem: str, group: str, text: str) -> dict[str, str]:
        return {f"{stem}_{language}": words(group, text, language) for language in SPOKEN}

    with translation.override("ja"):
        not_comparable = figure.break_words
    return {
        "id": identifier(figure),
        **said("program", "programs", figure.program),
        **said("indicator", "indicators", figure.indicator),
        "as_of": figure.as_of,
        "as_of_on": figure.as_of_on,
        "period": figure.period,
        "value": figure.value,
        **said("unit", "units", figure.unit),
        "kind": figure.kind,
        **said("definition", "definitions", figure.definition),
        "source": figure.source,
        **said("note", "notes", figure.note),
        "not_comparable": not_comparable,
        "changed_at": figure.updated_at,
    }


def identifier(figure: Any) -> str:
    """The same for the same number on every machine of the city: program, indicator and time name it."""
    base = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.PUBLIC_URL}/data/#figures")
    return str(uuid.uuid5(base, "\n".join((figure.program, figure.indicator, figure.as_of))))


def state() -> State:
    """By one question."""
    facts = PublishedFigure.objects.aggregate(count=Count("pk"), changed=Max("updated_at"))
    return State(facts["count"], facts["changed"])


DATASETS = (
    Dataset(
        name="figures",
        title=_("Published figures"),
        about=_("Numbers that the city and its partners have published, each with its definition, source and time."),
        updated=_("When new figures are published, a few times a year."),
        fields=FIELDS,
        sources=("figures", "pages"),
        state=state,
        rows=rows,
    ),
)
