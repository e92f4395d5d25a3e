"""Holds the record against what the browsers heard: every finding is one sentence, and none is good."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from certifications.emails import applicants
from certifications.models import Answer, AnswerRevision, Application, ApplicationVersion, NumberSeries, Round
from home.models import Letter
from scripts.storm.clients import Saved, Sent

RECEIVED = "certifications/received"
REFUSED = 409


def lost_answers(saved: Iterable[Saved]) -> list[str]:
    """Every answer that was said to be saved stands among the versions, and the last one stands in the application."""
    places: dict[tuple[int, str], list[Saved]] = defaultdict(list)
    for each in saved:
        places[each.application, each.key].append(each)
    ids = {application for application, _key in places}
    present = {(row.application_id, str(row.key)): row for row in Answer.objects.filter(application__in=ids)}
    kept: dict[tuple[int, str], dict[int, Any]] = defaultdict(dict)
    for row in AnswerRevision.objects.filter(application__in=ids):
        kept[row.application_id, str(row.key)][row.version] = row.value
    found = []
    for place, every in places.items():
        found += [f"{place}: {words}" for words in _lost_here(every, present.get(place), kept[place])]
    return found


def _lost_here(every: list[Saved], answer: Answer | None, kept: Mapping[int, Any]) -> list[str]:
    heard, unheard = [each for each in every if each.version], {each.value for each in every if not each.version}
    found = [f"version {each.version} is not kept as it was saved" for each in heard if kept.get(each.version) != each.value]
    if twice := [version for version, times in Counter(each.version for each in heard).items() if times > 1]:
        found.append(f"version {twice[0]} was given twice")
    if answer is None:
        return [*found, "there is no answer"] if heard else found
    if sorted(kept) != list(range(1, answer.version + 1)) or kept.get(answer.version) != answer.value:
        found.append("its versions have gaps, or the last is not the answer")
    last = max(heard, key=lambda each: each.version, default=None)
    if last and answer.value != last.value and not (answer.version > last.version and answer.value in unheard):
        found.append(f"says {answer.value!r}, where {last.value!r} was saved last")
    return found


def wrong_receipts(round_: Round) -> list[str]:
    """No receipt without a version, no version without a receipt, numbers once and without gaps, none late, letters for each."""
    rows = round_.applications.select_related("round", "organization", "team", "person").prefetch_related("versions", "history")
    found, numbers, known = [], [], set()
    for application in rows:
        known.add(application.reference)
        numbers += [application.receipt_number] if application.receipt_number else []
        found += wrong_receipt(application)
    orphans = Counter(Letter.objects.filter(kind=RECEIVED).exclude(about__in=known).values_list("about", flat=True))
    found += [f"{number} letters about {about}, which is not there" for about, number in orphans.items()]
    last = NumberSeries.objects.filter(program=round_.program, purpose="receipt").values_list("last", flat=True).first() or 0
    if len(set(numbers)) != len(numbers) or last != len(numbers):
        found.append(f"{len(numbers)} receipts, {len(set(numbers))} different numbers, {last} given")
    return found


def wrong_receipt(application: Application) -> list[str]:
    """The same of one application."""
    versions, history = list(application.versions.all()), list(application.history.all())
    submitted = sum(event.action == "application.submit" for event in history)
    letters = Letter.objects.filter(kind=RECEIVED, about=application.reference)
    written_to, closes = sorted(letters.values_list("recipient_id", flat=True)), application.round.closes_at
    facts = (bool(application.receipt_number), bool(versions), submitted == 1, application.state == "submitted")
    found = []
    if not any(facts):
        found += ["letters without a receipt"] if written_to else []
        found += [f"submitted {submitted} times"] if submitted else []
        return [f"{application.pk}: {words}" for words in found]
    if not all(facts):
        found.append("receipt {}, version {}, submitted once {}, state submitted {}".format(*facts))
    if application.submitted_at is None or application.submitted_at >= closes:
        found.append(f"submitted {application.submitted_at}, closed {closes}")
    found += _wrong_chain(versions)
    if [event.hash for event in history if event.hash != event.digest()]:
        found.append("its history does not hash to what it says")
    if written_to != sorted(person.pk for person in applicants(application)):
        found.append(f"receipts were written to {written_to}")
    return [f"{application.pk}: {words}" for words in found]


def _wrong_chain(versions: list[ApplicationVersion]) -> list[str]:
    found = []
    if [each.seq for each in versions] != list(range(1, len(versions) + 1)):
        found.append(f"versions {[each.seq for each in versions]}")
    if [each.previous_sha256 for each in versions] != ["", *[each.sha256 for each in versions]][: len(versions)]:
        found.append("its versions are not chained")
    if [each.kind for each in versions].count("submitted") > 1:
        found.append("submitted in two versions")
    return found


def wrong_submissions(sent: Iterable[Sent], saved: Iterable[Saved], closes: datetime) -> list[str]:
    """Who heard of a receipt has one, who was refused has none, who came after the close too; nothing saved is missing in it.

    Whoever came in time has one: each accepted submission began before the close, each refused one at or after it.
    """
    clicks: dict[int, list[Sent]] = defaultdict(list)
    for each in sent:
        clicks[each.application].append(each)
    last: dict[tuple[int, str], Saved] = {}
    for answer in sorted(saved, key=lambda each: each.version):
        last[answer.application, answer.key] = answer
    found = []
    for application in Application.objects.filter(pk__in=clicks).prefetch_related("versions"):
        every = clicks[application.pk]
        version = next(iter(application.versions.all()), None)
        if any(each.status == 302 for each in every) and version is None:
            found.append(f"{application.pk}: was told of a receipt that is not there")
        if version and all(each.status == 409 for each in every):
            found.append(f"{application.pk}: was refused, and has a receipt")
        if version and all(each.at >= closes for each in every):
            found.append(f"{application.pk}: clicked after the close, and has a receipt")
        found += [f"{application.pk}: {words}" for each in every for words in _wrong_judgment(each, application, closes)]
        for (pk, key), answer in last.items() if version else ():
            if pk == application.pk and version.answers.get(key) != answer.value:  # type: ignore[union-attr]
                found.append(f"{application.pk}: submitted without what was saved last in {key}")
    return found


def _wrong_judgment(click: Sent, application: Application, closes: datetime) -> list[str]:
    """Nobody who came in time was refused: what a refusal names lies at or after the close, and within its own request.

    What the database's clock said is held against the browser's on the same machine: nothing begins before the click, nor
    after its answer was heard.
    """
    if click.status != REFUSED:
        return []
    if click.judged is None:
        return ["was refused without the instant by which it was judged"]
    found = [f"came at {click.judged}, before the close at {closes}, and was refused"] if click.judged < closes else []
    heard = click.heard or click.judged
    if not click.at <= click.judged <= heard:
        found.append(f"clicked at {click.at} and answered at {heard}, judged by {click.judged}")
    return found


def wrong_post(message_ids: Iterable[str], *, repeated: int = 0) -> list[str]:
    """Every letter has left, once; so many may have left again, with the same Message-ID, because their sender was killed."""
    left = Counter(each.strip("<>").partition("@")[0] for each in message_ids)
    written = {str(key) for key in Letter.objects.exclude(address="").values_list("public_id", flat=True)}
    found = [f"{len(written - set(left))} letters never left"] if written - set(left) else []
    found += [f"{len(set(left) - written)} letters left that nobody wrote"] if set(left) - written else []
    again = sum(left.values()) - len(left)
    return [*found, f"{again} letters left again"] if again > repeated else found
