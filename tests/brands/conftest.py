"""A register in three languages, entries with given facts, and one that came by a real release."""

import itertools

import pytest
from wagtail.models import Locale, Page, Site

from brands.actions import indexing
from brands.models import Entry, EntryText, RegisterPage
from certifications.actions import releases
from certifications.models import Application, Certificate, Decision, Subject
from home import clock
from home.models import HomePage
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

TITLES = {"ja": "登録簿", "en": "Register", "zh-hans": "登记簿"}
TODAY = RELEASE.date()


@pytest.fixture(autouse=True)
def after_release():
    """The clock stands one hour after the release."""
    with clock.at(RELEASE):
        yield RELEASE


@pytest.fixture
def registers(db):
    """The register's pages by language, below a front door in each."""
    pages, front = {}, None
    for language, title in TITLES.items():
        locale = Locale.objects.get_or_create(language_code=language)[0]
        home = HomePage(title=title, slug=f"front-{language}", locale=locale)
        if front is not None:
            home.translation_key = front.translation_key
        Page.objects.get(depth=1).add_child(instance=home)
        page = RegisterPage(title=title, slug="brands", locale=locale, lead="lead", show_in_menus=True)
        if front is not None:
            page.translation_key = pages["ja"].translation_key
        pages[language] = home.add_child(instance=page)
        if front is None:
            front = home
            Site.objects.filter(is_default_site=True).update(root_page=home)
    Site.clear_site_root_paths_cache()
    return pages


@pytest.fixture
def program(db):
    return making.program()


@pytest.fixture
def secretary(program):
    return making.office(program, "secretary")


@pytest.fixture
def approver(program):
    return making.office(program, "approver", "approver")


@pytest.fixture
def open_round(program, secretary):
    with clock.at(making.DURING):
        return making.published_round(program, secretary)


@pytest.fixture
def company(db):
    return making.organization()


@pytest.fixture
def owner(company):
    return making.member(company, "owner")


@pytest.fixture
def releasable(open_round, company, owner, secretary, approver):
    """A round with one approved decision; the judges' comment is for the public, the reasons are not."""
    case = making.accepted(making.submitted(open_round, owner, organization=company), secretary)
    making.judged(open_round, secretary, [making.person("judge-a"), making.person("judge-b")])
    locked(open_round, secretary)
    level = program_level(open_round.program, "premium")
    facts = {"level": level, "public_comment": "畳み方がひと目で分かります。", "reasons": "内部の講評です。"}
    approved(case, secretary, approver, **facts)
    return again(open_round)


@pytest.fixture
def released(releasable, approver):
    """The certificate of the only case, released by the real action."""
    return releases.release(releasable, by=approver)[0]


def program_level(program, code):
    return program.levels.get(code=code)


@pytest.fixture
def enter(open_round, company, owner, approver):
    """Makes an entry with given facts by plain records: `enter("名前", year=2025, words={"ja": {...}}, **certificate)`."""
    numbers = itertools.count(1)

    def make(name="ひとつ折り車いす", *, year=2026, category=None, area=None, maker=None, words=None, level="standard", **facts):
        number, maker = next(numbers), maker or company
        subject = Subject.objects.create(
            kind="product", name_ja=name, name_kana=facts.pop("kana", ""), organization=maker, created_at=clock.now()
        )
        application = Application.objects.create(
            round=open_round,
            form_version=open_round.form_version,
            subject=subject,
            organization=maker,
            created_by=owner,
            created_at=clock.now(),
        )
        level = program_level(open_round.program, level)
        decision = Decision.objects.create(
            application=application, outcome="certified", level=level, drafted_by=owner, drafted_at=clock.now()
        )
        certificate = Certificate.objects.create(
            **{
                "code": f"{number:011d}",
                "number": f"KIS-{year}-{number:03d}",
                "program": open_round.program,
                "round": open_round,
                "subject": subject,
                "decision": decision,
                "level": level,
                "category": category,
                "area": area,
                "organization": maker,
                "fiscal_year": year,
                "name_ja": name,
                "holder_ja": maker.name_ja,
                "state_since": TODAY,
                "issued_on": TODAY,
                "valid_from": TODAY,
            }
            | facts
        )
        entry = Entry.objects.create(
            certificate=certificate, slug=certificate.number.lower(), created_at=clock.now(), updated_at=clock.now()
        )
        for language, row in (words or {"ja": {"tagline": "片手で畳める"}}).items():
            EntryText.objects.create(entry=entry, language=language, **row)
        indexing.index(entry)
        return entry

    return make
