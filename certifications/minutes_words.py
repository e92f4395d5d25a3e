"""The words of minutes, drafted from the record of the meeting: who was there, and what happened item by item. In Japanese."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from certifications import meeting_facts, proposals
from certifications.models import AgendaItem, Meeting, Motion
from home import dates
from organizations.models import User


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it; of one item, or of the whole meeting."""

    heading: str
    text: str
    item: AgendaItem | None = None


def parts(meeting: Meeting) -> list[Part]:
    """The opening, every item in the order in which it was called, and the close."""
    with translation.override("ja"):
        events = meeting_facts.events_by_item(meeting)
        rows = meeting_facts.items(meeting)
        called = {key: number for number, key in enumerate(events)}
        rows.sort(key=lambda row: (called.get(row.pk, len(called)), row.order))
        opening = Part(_("Opening"), "\n".join(_opening(meeting)))
        closing = Part(_("End of the meeting"), _("Closed: %(time)s") % {"time": _moment(meeting.closed_at)})
        items = [Part(_heading(row), "\n".join(_lines(row, events.get(row.pk, []))), row) for row in rows]
        return [opening, *items, closing]


def _moment(at: Any) -> str:
    return f"{dates.day(at, 'ja')} {dates.local(at):%H:%M}" if at else ""


def _heading(item: AgendaItem) -> str:
    application = item.application
    return f"{_('Item %(number)d') % {'number': item.order}} {application.receipt_number} {application.subject.name_ja}"


def _opening(meeting: Meeting) -> Iterator[str]:
    people = meeting_facts.members(meeting)
    if not meeting.held:
        yield _("By written resolution, answers until %(time)s.") % {"time": _moment(meeting.ends_at)}
    else:
        yield _("Time: %(start)s – %(end)s") % {"start": _moment(meeting.starts_at), "end": _moment(meeting.closed_at)}
        yield _("Place: %(place)s") % {"place": meeting.place or _("online")}
    yield _("Chair: %(name)s") % {"name": meeting.chair}
    if not meeting.held:
        yield _("Members: %(names)s") % {"names": "、".join(str(person) for person in people)}
        return
    spells: dict[int, list[str]] = {}
    for presence in meeting.presences.select_related("member"):
        until = f"{dates.local(presence.left_at):%H:%M}" if presence.left_at else ""
        how = f"（{_('online')}）" if presence.online else ""
        spells.setdefault(presence.member_id, []).append(f"{dates.local(presence.came_at):%H:%M}–{until}{how}")
    there = [f"{person}（{'、'.join(spells[person.pk])}）" for person in people if person.pk in spells]
    absent = [str(person) for person in people if person.pk not in spells]
    yield _("Present (%(count)d of %(all)d): %(names)s") % {"count": len(there), "all": len(people), "names": "、".join(there)}
    if absent:
        yield _("Absent: %(names)s") % {"names": "、".join(absent)}


def _lines(item: AgendaItem, events: list[Any]) -> Iterator[str]:
    names = {str(person.public_id): str(person) for person in User.objects.filter(pk__in=_named(item, events))}
    motions = {motion.pk: motion for motion in item.motions.all()}
    for event in events:
        at = f"{dates.local(event.at):%H:%M}"
        match event.action:
            case "meeting.open_item":
                yield f"{at} {_('The item was opened.')}"
            case "meeting.leave":
                name = names.get(event.facts["member"], "")
                yield f"{at} {_('%(name)s went out because of an interest in the case.') % {'name': name}}"
            case "meeting.lay_aside":
                yield f"{at} {_('The item was laid aside.')}"
            case "meeting.break_off":
                yield f"{at} {_('A vote was broken off: %(reason)s') % {'reason': event.note}}"
            case "meeting.close_vote":
                first, *others = _vote(item, motions[event.facts["motion"]])
                yield from [f"{at} {first}", *others]
    yield from _outcome(item)


def _named(item: AgendaItem, events: list[Any]) -> list[int]:
    wanted = [event.facts["member"] for event in events if "member" in event.facts]
    return list(User.objects.filter(public_id__in=wanted).values_list("pk", flat=True))


def _vote(item: AgendaItem, motion: Motion) -> Iterator[str]:
    stage = item.meeting.stage
    about = proposals.words(stage, motion.proposal) if motion.proposal else _("choice between several outcomes")
    tally = "、".join(f"{words} {count}" for words, count in proposals.tally(motion))
    result = proposals.words(stage, motion.result)
    yield _("Vote (%(about)s): %(tally)s. Result: %(result)s") % {"about": about, "tally": tally, "result": result}
    if motion.casting:
        yield _("The votes were equal; %(name)s decided as chair.") % {"name": motion.casting_by}
    if motion.secret:
        yield _("The vote was secret.")
        return
    for code in motion.options:
        names = [str(vote.member) for vote in motion.votes.select_related("member") if vote.choice == code]
        if names:
            yield f"　{proposals.words(stage, code)}: {'、'.join(names)}"


def _outcome(item: AgendaItem) -> Iterator[str]:
    if item.outcome:
        way = _("by vote") if item.voted else _("without objection")
        yield _("Outcome: %(outcome)s (%(way)s)") % {"outcome": proposals.words(item.meeting.stage, item.outcome), "way": way}
    else:
        yield _("The item was put off.") if item.state == "deferred" else _("The item was not dealt with.")
    if item.reason:
        yield _("Reason: %(reason)s") % {"reason": item.reason}
