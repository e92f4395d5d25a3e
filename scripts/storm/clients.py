"""Browsers by the hundred: what each sends at which moment, and what it hears. Knows the site only by its addresses."""

import http.client
import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from urllib.parse import urlencode

from scripts.storm.applicants import Applicant

PATIENCE = 60
HANDS = 240  # as many as may wait for an answer at once: a slow site must not make its visitors click later
TOKEN = "a" * 32
BARE = "/bench/bare-post"
UNHEARD = 0
JSON = MappingProxyType({"Content-Type": "application/json"})
FORM = "application/x-www-form-urlencoded"
JUDGED = re.compile(rb'<time datetime="([^"]+)" data-judged>')
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Reply:
    """An answer; status 0 when none came. `seconds` run from the moment at which it should have been sent."""

    status: int
    body: bytes = b""
    seconds: float = 0.0


@dataclass(frozen=True)
class Saved:
    """One answer that somebody sent; `version` is what she heard, 0 when she heard nothing."""

    application: int
    key: str
    value: str
    version: int


@dataclass(frozen=True)
class Sent:
    """One click on the button that submits: when, what came of it and when that was heard.

    `judged` is what a refusal names: the database's clock when the transaction began.
    """

    application: int
    at: datetime
    status: int
    heard: datetime | None = None
    judged: datetime | None = None


@dataclass
class Heard:
    """All that the browsers know in the end."""

    saved: list[Saved] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    closed: int = 0
    autosaves: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


def send(
    port: int,
    path: str,
    body: bytes,
    *,
    method: str = "POST",
    session: str = "",
    began: float | None = None,
    headers: Mapping[str, str] = NONE,
) -> Reply:
    """One request over a connection of its own, as a proxy sends it."""
    begun = time.monotonic() if began is None else began
    cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
    words = {"Host": "localhost", "Cookie": cookies, "X-CSRFToken": TOKEN, "Connection": "close", **headers}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, words)
        response = connection.getresponse()
        return Reply(response.status, response.read(), time.monotonic() - begun)
    except (OSError, http.client.HTTPException):
        return Reply(UNHEARD, seconds=time.monotonic() - begun)
    finally:
        connection.close()


def submit(port: int, applicant: Applicant, headers: Mapping[str, str] = NONE) -> Reply:
    """Presses the button that submits."""
    form = urlencode({"csrfmiddlewaretoken": TOKEN}).encode()
    path = f"/applications/{applicant.public_id}/check/"
    return send(port, path, form, session=applicant.session, headers={"Content-Type": FORM, **headers})


def judged_at(page: bytes) -> datetime | None:
    """The instant that a page of refusal names."""
    found = JUDGED.search(page)
    return datetime.fromisoformat(found[1].decode()) if found else None


class Crowd:
    """All browsers of one run, spread over the web processes."""

    def __init__(self, ports: Sequence[int], applicants: Sequence[Applicant], seed: int = 3) -> None:
        self.ports = ports
        self.applicants = applicants
        self.dice = random.Random(seed)
        self.heard = Heard()
        self._lock = threading.Lock()
        self._versions: dict[tuple[int, str], int] = {}
        self._typing = {each.application: threading.Lock() for each in applicants}

    def save(self, applicant: Applicant, key: str, value: str, began: float | None = None) -> Reply:
        """The page saves one field by itself, as site/static/js does it; notes what was heard."""
        with self._typing[applicant.application]:
            place = (applicant.application, key)
            body = {"value": value, "read_version": self._versions.get(place, 1), "writer": str(applicant.user)}
            path = f"/applications/{applicant.public_id}/answers/{key}/"
            port, words = self.dice.choice(self.ports), json.dumps(body).encode()
            reply = send(port, path, words, session=applicant.session, began=began, headers=JSON)
            said = json.loads(reply.body) if reply.status in (200, 409) else {}
            with self._lock:
                if reply.status == 200:
                    self._versions[place] = said["version"]
                    self.heard.saved.append(Saved(applicant.application, key, value, said["version"]))
                    self.heard.autosaves.append(reply.seconds)
                elif said.get("state") == "closed":
                    self.heard.closed += 1
                else:
                    self.heard.saved.append(Saved(applicant.application, key, value, 0))
                    self.heard.refused.append(f"autosave: {reply.status} {reply.body[:200]!r}")
        return reply

    def submit(self, applicant: Applicant) -> Reply:
        """Presses the button that submits; notes what was heard."""
        at = datetime.now(UTC)
        reply = submit(self.dice.choice(self.ports), applicant)
        with self._lock:
            self.heard.sent.append(Sent(applicant.application, at, reply.status, datetime.now(UTC), judged_at(reply.body)))
            if reply.status not in (302, 409):
                self.heard.refused.append(f"submission: {reply.status} {reply.body[:200]!r}")
        return reply

    def bare(self, began: float) -> None:
        """One POST to the bare view."""
        reply = send(self.dice.choice(self.ports), BARE, b"", began=began)
        with self._lock:
            if reply.status == 200:
                self.heard.bare.append(reply.seconds)
            else:
                self.heard.refused.append(f"bare view: {reply.status}")

    def typing(self, seconds: float, rate: float) -> Iterable[tuple[float, Callable[[float], object]]]:
        """Everybody in turn, in an order that dice gave; who comes again goes on in the same field twice, then in the next."""
        order = list(self.applicants)
        self.dice.shuffle(order)
        for number in range(int(seconds * rate)):
            turn, place = divmod(number, len(order))
            who = order[place]
            key, value = who.keys[turn // 2 % len(who.keys)], f"{number}回目に書いたこと"
            yield number / rate, lambda began, who=who, key=key, value=value: self.save(who, key, value, began)  # type: ignore[misc]

    def last_second(self, closes: float, submitters: int, late: int) -> Iterable[tuple[float, Callable[[float], object]]]:
        """Each types once more and submits in the last second, every fifth by a double click; some come too late."""
        for number, who in enumerate(self.applicants[: submitters + late]):
            in_time = number < submitters
            types = closes - 4 + self.dice.uniform(0, 2.5)
            clicks = closes + (self.dice.uniform(-1, 0) if in_time else self.dice.uniform(0.01, 0.5))
            yield types, lambda began, who=who: self.save(who, who.keys[0], f"最後に書いたこと {who.application}", began)  # type: ignore[misc]
            for _click in range(2 if number % 5 == 0 else 1):
                yield clicks, lambda _began, who=who: self.submit(who)  # type: ignore[misc]

    def measuring(self, seconds: float, rate: float) -> Iterable[tuple[float, Callable[[float], object]]]:
        """The bare view, between the others all the time."""
        for number in range(int(seconds * rate)):
            yield (number + 0.5) / rate, self.bare

    def run(self, begin: float, plan: Iterable[tuple[float, Callable[[float], object]]]) -> Heard:
        """Does everything at its moment after `begin` (monotonic) and waits for the last answer. Raises what went wrong."""
        with ThreadPoolExecutor(HANDS) as hands:
            done = []
            for at, act in sorted(plan, key=lambda each: each[0]):
                time.sleep(max(begin + at - time.monotonic(), 0))
                done.append(hands.submit(act, begin + at))
            for each in done:
                each.result()
        return self.heard
