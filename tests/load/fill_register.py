"""Fills the register with thousands of plausible entries, in bulk, for measuring.

manage.py shell -c "from tests.load.fill_register import fill; fill(20_000)"

It adds to a sample city or to an empty migrated database; it writes past the actions, so never run it where records matter.
"""

import io
import json
import random
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import connection, transaction
from django.utils import timezone
from modelsearch.backends import get_search_backend
from PIL import Image
from wagtail.models import Collection, Locale, Page, Site

from brands.actions import entries
from brands.models import Entry, EntryPicture, EntryText, RegisterPage
from certifications.actions import programs as program_actions
from certifications.models import Application, Certificate, Decision, Program, Round, Subject
from home import freshness
from home.models import HomePage, Picture
from organizations.models import Area, Organization, User

PROGRAMS = ("kis", "monozukuri-brand", "meister", "design-competition")
YEARS = range(2006, 2026)
WARDS = ("川崎区", "幸区", "中原区", "高津区", "宮前区", "多摩区", "麻生区", "市外")
WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
PICTURES = ("wheelchair", "gear", "lamp", "cup", "chair", "bell")
BATCH = 1_000


def batches(rows: Iterator, size: int = BATCH) -> Iterator[list]:
    while batch := list(islice(rows, size)):
        yield batch


def fill(count: int = 20_000, *, seed: int = 7) -> None:
    """Adds `count` entries, the same ones for the same seed, with words, pictures and search index."""
    chance = random.Random(seed)
    world = World(chance)
    for batch in batches(iter(range(count))):
        with transaction.atomic():
            world.add(batch)
    freshness.renew("register", "programs", "pages")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


class World:
    """What all entries share: programs, rounds, makers, pictures, the page."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.now = chance, timezone.now()
        self.first = Entry.objects.count()
        self.user, self.approver = (
            User.objects.get_or_create(email=f"{name}@load.example", defaults={"name": name})[0] for name in ("fill", "approve")
        )
        have = set(Program.objects.values_list("slug", flat=True))
        for slug in PROGRAMS:
            if slug not in have:
                file = Path(program_actions.__file__).parents[1] / "programs" / f"{slug}.json"
                program_actions.load(json.loads(file.read_text(encoding="utf-8")), by=None)
        if not Area.objects.exists():
            Area.objects.bulk_create(Area(code=f"ward-{at}", name_ja=name, order=at) for at, name in enumerate(WARDS))
        self.areas = list(Area.objects.all())
        self.programs = list(Program.objects.filter(slug__in=PROGRAMS).prefetch_related("levels", "categories"))
        self.makers = self._makers()
        self.rounds = {(program.pk, year): self._round(program, year) for program in self.programs for year in YEARS}
        self.pictures = self._pictures()
        if not RegisterPage.objects.exists():
            self._pages()

    def _makers(self) -> list[Organization]:
        names = [f"{family}{trade}株式会社" for family in WORDS["families"] for trade in WORDS["trades"]]
        rows = [Organization(kind="sme", name_ja=name, name_kana="ロードカイシャ", created_at=self.now) for name in names]
        return Organization.objects.bulk_create(rows)

    def _round(self, program: Program, year: int) -> Round:
        opens = datetime.combine(date(year, 6, 1), time(9), tzinfo=self.now.tzinfo)
        found, _created = Round.objects.get_or_create(
            program=program,
            fiscal_year=year,
            number=90,
            defaults={
                "state": "released",
                "opens_at": opens,
                "closes_at": opens + timedelta(days=60),
                "judging_until": date(year, 10, 1),
                "announces_at": opens + timedelta(days=200),
                "released_at": opens + timedelta(days=200),
                "form_version": program.form_versions.first(),
                "rubric_version": program.rubric_versions.first(),
            },
        )
        return found

    def _pictures(self) -> list[Picture]:
        found = list(Picture.objects.filter(pk__in=EntryPicture.objects.values("picture"))[:12])
        if found:
            return found
        collection = Collection.get_first_root_node()
        for at, name in enumerate(PICTURES):
            data = io.BytesIO()
            Image.new("RGB", (1600, 1200), f"hsl({at * 60}, 40%, 60%)").save(data, "JPEG")
            picture = Picture(
                title=name, description=name, collection=collection, file=ImageFile(io.BytesIO(data.getvalue()), f"{name}.jpg")
            )
            picture.save()
            picture.get_renditions(*entries.PLACES)
            found.append(picture)
        return found

    def _pages(self) -> None:
        root = Page.objects.get(depth=1)
        key, register_key = uuid.uuid4(), uuid.uuid4()
        for language in ("ja", "en", "zh-hans"):
            locale = Locale.objects.get_or_create(language_code=language)[0]
            home = root.add_child(instance=HomePage(title="つなぎ", slug=f"load-{language}", locale=locale, translation_key=key))
            home.add_child(
                instance=RegisterPage(
                    title="登録簿", slug="brands", locale=locale, translation_key=register_key, show_in_menus=True
                )
            )
            if language == "ja":
                Site.objects.filter(is_default_site=True).update(root_page=home)
        Site.clear_site_root_paths_cache()

    def add(self, numbers: list[int]) -> None:
        """One batch: subjects, applications, decisions, certificates, entries, words, pictures, index."""
        stories = [self._story(number) for number in numbers]
        subjects = Subject.objects.bulk_create(
            Subject(kind=each["program"].subject_kind, organization=each["maker"], created_at=self.now, **each["names"])
            for each in stories
        )
        applications = Application.objects.bulk_create(
            Application(
                round=each["round"],
                form_version_id=each["round"].form_version_id,
                subject=subject,
                category=each["category"],
                organization=each["maker"],
                state="decided",
                receipt_number=f"LOAD{each['number']:06d}",
                submitted_at=each["round"].opens_at,
                created_by=self.user,
                created_at=each["round"].opens_at,
            )
            for each, subject in zip(stories, subjects, strict=True)
        )
        decisions = Decision.objects.bulk_create(
            Decision(
                application=application,
                outcome="certified",
                level=each["level"],
                public_comment="使う人をよく見て作られています。" if each["number"] % 5 == 0 else "",
                state="released",
                drafted_by=self.user,
                drafted_at=self.now,
                approved_by=self.approver,
                approved_at=self.now,
                released_at=self.now,
            )
            for each, application in zip(stories, applications, strict=True)
        )
        certificates = Certificate.objects.bulk_create(
            Certificate(
                code=each["code"],
                number=f"LOAD-{each['year']}-{each['number']:06d}",
                program=each["program"],
                round=each["round"],
                subject=subject,
                decision=decision,
                level=each["level"],
                category=each["category"],
                area=each["area"],
                organization=each["maker"],
                fiscal_year=each["year"],
                holder_ja=each["maker"].name_ja,
                state=each["state"],
                state_since=each["issued_on"],
                issued_on=each["issued_on"],
                valid_from=each["issued_on"],
                valid_until=each["valid_until"],
                **each["names"],
            )
            for each, subject, decision in zip(stories, subjects, decisions, strict=True)
        )
        made = Entry.objects.bulk_create(
            Entry(certificate=certificate, slug=certificate.number.lower(), created_at=self.now, updated_at=self.now)
            for certificate in certificates
        )
        pairs = list(zip(stories, made, strict=True))
        EntryText.objects.bulk_create(
            EntryText(entry=entry, language=language, **words)
            for each, entry in pairs
            for language, words in each["words"].items()
        )
        EntryPicture.objects.bulk_create(
            EntryPicture(entry=entry, picture=self.chance.choice(self.pictures), source=f"{entry.pk:064d}")
            for each, entry in pairs
            if each["number"] % 10
        )
        related = [f"certificate__{name}" for name in ("subject", "organization", "program", "level", "category", "area")]
        indexed = list(
            Entry.objects.filter(pk__in=[entry.pk for entry in made]).select_related(*related).prefetch_related("texts")
        )
        get_search_backend().get_index_for_model(Entry).add_items(Entry, indexed)

    def _story(self, number: int) -> dict[str, Any]:
        pick = self.chance.choice
        number += self.first
        program, year = pick(self.programs), self.chance.choice(YEARS)
        trait, thing, mark = (
            self.chance.randrange(len(WORDS["traits"])),
            self.chance.randrange(len(WORDS["things"])),
            pick(WORDS["marks"]),
        )
        issued_on = date(year, 12, 1) + timedelta(days=self.chance.randrange(100))
        state = "active" if number % 50 else pick(["suspended", "withdrawn", "surrendered"])
        name, line = (
            f"{WORDS['traits'][trait]}{WORDS['things'][thing]}「{mark}{number}」",
            f"{WORDS['things'][thing]}を、もっと{WORDS['traits'][trait]}ものに",
        )
        story = (
            f"{WORDS['things'][thing]}を使う人の声から生まれました。{mark}は試作を重ね、{WORDS['traits'][trait]}仕組みを形にしています。"
            * 3
        )
        words = {"ja": {"tagline": line, "story": story, "features": "軽い\n丈夫\n直せる", "price": f"{number % 90 + 10},000円"}}
        if number % 3 == 0:
            words["en"] = {
                "tagline": f"A {WORDS['english'][trait]} thing, made better",
                "story": f"Born from the voice of its users. {mark}.",
            }
        return {
            "number": number,
            "code": f"{number:011d}",
            "program": program,
            "year": year,
            "round": self.rounds[(program.pk, year)],
            "maker": pick(self.makers),
            "area": pick(self.areas),
            "level": pick(list(program.levels.all())),
            "category": pick([*program.categories.all(), None]),
            "state": state,
            "issued_on": issued_on,
            "valid_until": issued_on + timedelta(days=1_825) if number % 4 == 0 else None,
            "names": {
                "name_ja": name,
                "name_en": f"{WORDS['english'][trait].capitalize()} {mark} {number}" if number % 2 else "",
            },
            "words": words,
        }
