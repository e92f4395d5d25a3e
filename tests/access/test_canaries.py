"""Every secret field holds a word of its own; whatever a role can reach is read for words that it may not know."""

import io
import os
import random
import re
import subprocess
import zipfile
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from certifications.models import Certificate
from home import clock
from home.actions import letters
from home.models import Letter
from tests.access import addresses, sweep
from tests.access.worlds import HOURS, RELEASED, ROLES, STAGES

WORD = re.compile(r"KANARI-[a-z]+-[a-z_]+(?:-[a-z_]+)*")
LINK = re.compile(r"""(?:href|src|action|data-[a-z-]*url)="(/[^"#]*)""")
SIDE = {"owner", "editor", "viewer"}
OFFICE = {"secretary", "approver"}
PROGRAM = OFFICE | {"secretary_conflict", "approver_conflict"}
ALL = set(ROLES)
SOAK = os.environ.get("SOAK") == "1"
LIMIT = 400 if SOAK else 45
AREAS = ("/my/", "/applications/", "/judging/", "/admin/cases/", "/admin/rounds/", "/admin/certificates/", "/admin/people/",
         "/admin/organizations/", "/programs/", "/brands/", "/verify/", "/search/", "/certificates/",
         "/admin/inquiries/", "/inquiries/")  # fmt: skip
OPEN_DATA = ("/data/", "/data/catalog.jsonld", *(f"/data/{name}.{form}" for form in ("csv", "json", "json?since=2020-01-01")
             for name in ("certificates", "masters", "organizations", "events", "event-list", "figures")))  # fmt: skip
FIRST = ("/", "/my/", "/my/organizations/", "/judging/", "/admin/", "/admin/cases/", "/admin/rounds/", "/admin/certificates/",
         "/admin/organizations/", "/admin/people/", "/programs/", "/programs/kis/", "/brands/", "/search/?q=KANARI",
         "/brands/?q=KANARI", "/admin/pages/search/?q=KANARI", "/admin/cases/?q=KANARI", "/admin/cases/?export=csv",
         "/admin/cases/?export=xlsx", "/admin/rounds/?export=csv", "/admin/certificates/?export=xlsx",
         "/admin/organizations/?export=csv", "/sitemap.xml", "/sitemap-brands.xml", "/sitemap-certifications.xml", "/robots.txt",
         "/feed.atom", "/events/calendar.ics", "/figures/figures.csv", "/readyz", "/admin/inquiries/",
         "/admin/inquiries/?export=csv", *OPEN_DATA)  # fmt: skip

READING = ("/applications/", "/judging/", "/admin/cases/")


def readers(stage, kind):
    """Who may meet the word at all, now that the latest case has been released."""
    released = stage == "released"
    at_work = {"judge"} if stage in {"judging", "deciding"} else set()
    audit = {"auditor"} if released else set()
    if kind.endswith("rival"):
        return of_rival(stage, kind, audit)
    own = SIDE | audit | (set() if stage == "draft" else OFFICE)
    locked = OFFICE | audit if stage in {"deciding", "released"} else set()
    told = SIDE if released else set()
    public = ALL if released else set()
    return {
        "subject": own | at_work | public,
        "answer": own | at_work,
        "story": own | at_work | public,
        "paper": own | at_work,
        "message": own,
        "answer-of-the-office": own,
        "checked": OFFICE | audit,
        "correction": own,
        "correction-note": own,
        "reply": own,
        "note-judge": at_work,
        "comment-judge": at_work | locked | told,
        "praise-judge": at_work | locked,
        "note-judge_conflict": set(),
        "sealed-note": set(),
        "conflict": OFFICE | audit,
        "reasons": locked | told,
        "public-comment": locked | public,
        "inquiry": SIDE,
    }[kind]


def of_rival(stage, kind, audit):
    """The other company's case: nobody of the office has an interest in it; both judges read it; it was refused."""
    what, _dash, judge = kind.removesuffix("-rival").partition("-")
    working = stage in {"judging", "deciding"}
    if kind == "rival":
        return PROGRAM | {"other"} | audit | ({"judge", "judge_conflict"} if working else set())
    mine = {judge} if working else set()
    locked = PROGRAM | audit if stage in {"deciding", "released"} else set()
    told = {"other"} if stage == "released" else set()
    return {
        "topic": PROGRAM | {"judge", "judge_conflict"},
        "word": PROGRAM | {"judge", "judge_conflict"},
        "note": mine,
        "comment": mine | locked | told,
        "praise": mine | locked,
        "reasons": locked | told,
        "public": locked | told,
    }[what]


def may_know(word, role):
    """Whether the role may meet the word anywhere."""
    _mark, stage, kind = word.split("-", 2)
    if stage == "company":
        desks = PROGRAM | {"auditor", "secretary_elsewhere"}
        facts = SIDE | desks | {"finance"}
        return role in {"representative": facts, "street": facts, "evidence": SIDE | desks, "conflict": OFFICE}[kind]
    return role in readers(stage, kind)


def text_of(response):
    """What the answer says, whatever its form, with its headers."""
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body = sweep.body_of(response)
    kind = response.headers.get("Content-Type", "")
    if "spreadsheetml" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    elif kind == "application/pdf" and body.startswith(b"%PDF"):
        body = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=False).stdout
    return head + whole(body.decode("utf-8", errors="replace"))


def whole(text):
    """Words that a drawn page may break are whole again."""
    return re.sub("\u200b\n?", "", text)


def crawl(client, seeds, limit=LIMIT):
    """Everything that is reached from the seeds, up to a limit per role: address and text."""
    waiting, seen, read = list(seeds), set(), {}
    while waiting and len(read) < limit:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        if response.status_code in {301, 302}:
            waiting.append(response.headers["Location"])
            continue
        text = read[address] = text_of(response)
        if "html" in response.headers.get("Content-Type", ""):
            found = (urlsplit(link.replace("&amp;", "&")) for link in LINK.findall(text))
            waiting += [part.path for part in found if part.path.startswith(AREAS) and "/export" not in part.path]
    return read


def seeds_of(world, stage_filter=STAGES):
    """Every address that the matrix reads, for every case; not the private links, which are for whoever was sent them."""
    for stage in stage_filter:
        for request in addresses.everything(world, world.cases[stage]):
            if (
                request.method == "GET"
                and not request.name.endswith(" by link")
                and request.name.split()[-1] not in {"accept", "propose", "approve"}
            ):
                yield request.path


def leaks(role, read):
    """(word, address) that the role has met and may not know."""
    return sorted(
        (word, address)
        for address, text in read.items()
        for word in set(WORD.findall(text))
        if not may_know(word.rstrip("-"), role)
    )


def share(paths, role):
    """In CI each role asks a part of the addresses, another one for each role; in the soak all."""
    paths = list(dict.fromkeys(paths))
    return paths if SOAK else random.Random(role).sample(paths, min(len(paths), LIMIT - 15))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_meets_a_word_that_is_not_for_her(world, enter, role):
    with clock.at(RELEASED):
        read = crawl(enter(role), share([*FIRST, *seeds_of(world)], role))

    assert leaks(role, read) == []


@pytest.mark.parametrize("role", ["owner", "other", "judge", "judge_conflict", "secretary_conflict", "approver_conflict"])
def test_nobody_meets_a_sealed_word_before_the_hour(world, enter, role):
    with clock.at(HOURS["deciding"]):
        read = crawl(enter(role), list(seeds_of(world, ["deciding"])))

    assert leaks(role, read) == []


FOR_HER = {
    "owner": {"KANARI-draft-answer", "KANARI-correction-correction", "KANARI-released-reasons"},
    "secretary": {"KANARI-deciding-reasons", "KANARI-deciding-comment-judge", "KANARI-submitted-checked"},
    "judge": {"KANARI-judging-answer", "KANARI-judging-note-judge"},
    "auditor": {"KANARI-released-reasons", "KANARI-released-praise-judge"},
}


@pytest.mark.parametrize("role", FOR_HER)
def test_words_are_met_by_those_for_whom_they_are(world, enter, role):
    """She reads on until she has met them all."""
    missing, client = set(FOR_HER[role]), enter(role)
    stages = sorted(STAGES, key=lambda stage: not any(f"-{stage}-" in word for word in missing))

    with clock.at(RELEASED):
        for path in dict.fromkeys(path for path in seeds_of(world, stages) if path.startswith(READING)):
            if not missing:
                break
            missing -= set(WORD.findall(text_of(client.get(path))))

    assert missing == set()


def test_a_planted_leak_is_found(world, enter):
    case = world.cases["submitted"].application
    type(case.subject).objects.filter(pk=world.cases["released"].application.subject_id).update(name_en="KANARI-deciding-reasons")
    Certificate.objects.filter(round=world.cases["released"].round).update(name_ja="KANARI-deciding-reasons")

    with clock.at(RELEASED):
        read = crawl(enter("other"), [f"/verify/{Certificate.objects.first().code}/"])

    assert [word for word, _address in leaks("other", read)] == ["KANARI-deciding-reasons"]


def test_the_preview_of_a_release_would_tell_an_approver_in_conflict(world, enter, monkeypatch):
    """The leak that was there: without the question who is asking, the preview shows every decision of the round."""
    monkeypatch.setattr("certifications.querysets.ApplicationQuerySet.of_office", lambda self, _user: self)
    path = reverse("rounds:release", args=[world.cases["deciding"].round.public_id])

    with clock.at(HOURS["deciding"]):
        read = crawl(enter("approver_conflict"), [path])

    assert ("KANARI-deciding-reasons", path) in leaks("approver_conflict", read)


def test_open_data_tells_nobody_what_is_sealed(world, db):
    """Whoever asks: the files are the same for everybody, and hold what has been released."""
    with clock.at(RELEASED):
        read = {address: text_of(Client().get(address)) for address in OPEN_DATA}

    met = {word for text in read.values() for word in WORD.findall(text)}
    assert leaks("anonymous", read) == []
    assert "KANARI-released-subject" in met


def test_letters_carry_no_secret(world, db):
    for letter in Letter.objects.all():
        words = set(WORD.findall(f"{letter.subject} {letter.text} {letter.calendar}"))
        told = {word for word in words if not word.endswith(("-subject", "-correction", "-correction-note", "-rival"))}
        assert told == set(), letter.kind
    assert Letter.objects.filter(kind="certifications/decided").count() >= 3
    assert Letter.objects.filter(kind="certifications/correction_asked").exists()


def test_each_letter_goes_to_one_person(world, db, settings):
    letters.deliver_due()

    assert {len(message.to + message.cc + message.bcc) for message in mail.outbox} == {1}
    assert not any({"Reply-To", "Cc", "Bcc"} & set(message.extra_headers) for message in mail.outbox)


def test_files_have_no_address_but_the_asking_view(world, enter):
    case = world.cases["released"].application
    file = case.attachments.select_related("file").first().file

    for address in (f"/media/{file.path}", f"/private/{file.path}", f"/files/{file.public_id}/", f"/documents/{file.pk}/x"):
        assert enter("owner").get(address, follow=True).status_code == 404
    client = Client()
    assert client.get(reverse("certifications:my")).status_code == 302
