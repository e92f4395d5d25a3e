"""Letters to judges about their sheets: what is still open, until when, and that they have more time."""

from certifications.emails import link
from certifications.models import DueDay, Stage
from home import clock
from home.actions import letters
from home.models import Letter
from organizations.models import User


def _key(stage: Stage, judge: User, occasion: str) -> str:
    return f"sheets_due:{stage.round.public_id}:{stage.order}:{judge.pk}:{occasion}"


def has_been_reminded(stage: Stage, judge: User, occasion: str) -> bool:
    """Whether the letter of this occasion has been written."""
    return bool(Letter.objects.filter(key=_key(stage, judge, occasion)).exists())


def sheets_due(stage: Stage, judge: User, count: int, occasion: str) -> Letter:
    """To a judge: so many sheets are open, until when, or since when they are late. Names no case."""
    due = stage.due_for(judge)
    return letters.write(
        "certifications/sheets_due",
        key=_key(stage, judge, occasion),
        to=judge,
        about=f"round:{stage.round.public_id}",
        context={
            "stage": stage,
            "program": stage.round.program,
            "person": judge,
            "count": count,
            "due": due,
            "late": due < clock.today(),
            "link": link("certifications:judging", language=judge.language),
        },
    )


def due_day_given(row: DueDay) -> Letter:
    """To a judge: she has more time, until when."""
    round_ = row.stage.round
    return letters.write(
        "certifications/due_day_given",
        key=f"due_day_given:{row.pk}",
        to=row.judge,
        about=f"round:{round_.public_id}",
        context={
            "row": row,
            "stage": row.stage,
            "program": round_.program,
            "person": row.judge,
            "link": link("certifications:judging", language=row.judge.language),
        },
    )
