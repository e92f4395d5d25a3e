"""What the coordinator has to do today: requests that wait for her, those whose day has come, and reports still to be had."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from home import clock
from home.desk.due import Due, Today, lines
from matching.models import Engagement
from matching.permissions import can_arrange


def of(user: Any) -> Today | None:
    """For those who arrange; a request is due on the day for which it was wished, an arranged one on its day."""
    if not can_arrange(user):
        return None
    today = clock.today()
    every = Engagement.objects.visible_to(user)
    waiting = every.awaiting_office(today).with_names().order_by("turn_day", "pk")
    counts = [every.filter(state=state).count() for state in ("received", "accepted")]
    held = every.held_by(today).count()
    figures = [
        (counts[0], ngettext("request to offer to a host", "requests to offer to a host", counts[0])),
        (counts[1], ngettext("request to fix a day for", "requests to fix a day for", counts[1])),
        (held, ngettext("request without its report", "requests without their reports", held)),
    ]
    return Today(figures, lines(waiting, _line, _rest))


def _line(asked: Engagement) -> Due:
    words = {
        "received": gettext("Offer to a host"),
        "offered": gettext("The day wished for has come: ask the host, or take the offer back"),
        "accepted": gettext("Fix day and place"),
        "confirmed": gettext("It is held today")
        if asked.held_on == clock.today()
        else gettext("Ask how it was, and enter the report"),
    }[asked.state]
    day = asked.held_on if asked.state == "confirmed" else asked.first_day
    title = f"{asked.get_kind_display()}: {asked.sender}"
    return Due(words, title, reverse("engagements:detail", args=[asked.public_id]), day)


def _rest(count: int) -> Due:
    words = ngettext("%(count)d more request", "%(count)d more requests", count) % {"count": count}
    return Due(gettext("Look at the list"), words, reverse("engagements:index"))
