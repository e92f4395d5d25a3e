"""The one place that writes answers: each is kept beside the present one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from certifications import sittings
from certifications.models import Answer, AnswerRevision, Application
from home import clock


@dataclass(frozen=True)
class Sending:
    """One attempt of one window to send what is typed in one of its fields; the attempts are counted from 1."""

    sender: UUID
    attempt: int


def write(
    application: Application, key: UUID | str, value: Any, *, by: Any, over: Answer | None = None, sending: Sending | None = None
) -> Answer:
    """Writes an answer, behind the lock of its application, over the present one (`over`) if there is one.

    Whether it may be written is the caller's question. `by` is None for the machine.
    """
    now, before = clock.now(), _text(over.value) if over else ""
    if over is None:
        answer = Answer.objects.create(application=application, key=key, value=value, changed_by=by, changed_at=now)
    else:
        answer = over
        answer.value, answer.version, answer.changed_by, answer.changed_at = value, over.version + 1, by, now
        answer.save(update_fields=["value", "version", "changed_by", "changed_at"])
    AnswerRevision.objects.create(
        application=application,
        key=answer.key,
        version=answer.version,
        value=value,
        changed_by=by,
        changed_at=now,
        sender=sending.sender if sending else None,
        attempt=sending.attempt if sending else None,
        size=len(_text(value)),
        lost=sittings.lost(before, _text(value)),
    )
    return answer


def write_all(application: Application, values: Mapping[UUID, Any], *, by: Any) -> None:
    """Writes answers to questions that have none, as `write` does, however many with two statements."""
    now = clock.now()
    Answer.objects.bulk_create(
        Answer(application=application, key=key, value=value, changed_by=by, changed_at=now) for key, value in values.items()
    )
    AnswerRevision.objects.bulk_create(
        AnswerRevision(
            application=application, key=key, version=1, value=value, changed_by=by, changed_at=now, size=len(_text(value))
        )
        for key, value in values.items()
    )


def _text(value: Any) -> str:
    """The answer as text, to weigh it by."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
