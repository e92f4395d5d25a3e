"""Where a next step leads: the verb of the record that one looks at, or of its round, a stage or another case."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from certifications.models import Application, Round, Stage
from certifications.next_steps import NextStep

DESKS = {Application: "cases", Round: "rounds", Stage: "stages"}


def verb_of(step: NextStep, verbs: Sequence[dict[str, str]]) -> dict[str, str] | None:
    """The step's verb as a button: name, label, address. None when it is not the reader's turn."""
    if step.on is None:
        return next((verb for verb in verbs if verb["name"] == step.verb), None)
    return {"name": step.verb, "label": step.label, "url": address_of(step.verb, step.on)}


def address_of(verb: str, record: Any) -> str:
    """The page of a verb. The screening of a round is the queue of its cases."""
    if verb == "screening":
        return f"{reverse('cases:screening')}?round={record.public_id}"
    return reverse(f"{DESKS[type(record)]}:{verb}", args=[getattr(record, "public_id", record.pk)])
