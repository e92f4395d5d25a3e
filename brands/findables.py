"""What the search finds in the register: entries (products, works, masters) and the companies that hold them."""

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from brands.models import Entry, EntryText
from certifications.certificate_states import STATUS_LABELS
from certifications.models import Program
from home import clock
from home.languages import SUFFIXES
from home.search.results import Findable, Result, Source
from organizations.models import Area, Organization

EXCERPT = 120
AT_ONCE = 500
SECTION = "brands.RegisterPage"
KINDS = {"person": "master", "work": "work"}
FACTS = ("program", "level", "category", "area", "subject", "organization")


def read_entries(keys: Sequence[int] | None) -> Iterator[Findable]:
    """Entries of the public register; hidden ones are left out."""
    entries = Entry.objects.public().order_by("pk")
    if keys is not None:
        entries = entries.filter(pk__in=keys)
    related = [f"certificate__{name}" for name in FACTS]
    for entry in entries.select_related(*related).prefetch_related("texts").iterator(AT_ONCE):
        yield _findable(entry)


def _findable(entry: Entry) -> Findable:
    certificate = entry.certificate
    texts = list(entry.texts.all())
    said = {text.language: text.name for text in texts if text.name}
    titles = {language: said.get(language) or getattr(certificate, f"name_{suffix}") for language, suffix in SUFFIXES.items()}
    certified = [getattr(certificate, f"name_{suffix}") for suffix in SUFFIXES.values()]
    maker = certificate.organization
    makers = [getattr(certificate, f"holder_{suffix}") for suffix in SUFFIXES.values()]
    if maker:  # its name of today, besides the one that was certified
        makers += [maker.name_kana, maker.name_ja, maker.name_en, maker.name_zh]
    groups = [each for each in (certificate.category, certificate.area, certificate.program, certificate.level) if each]
    beside = [getattr(group, f"name_{suffix}") for group in groups for suffix in SUFFIXES.values()]
    texts_said = [part for text in texts for part in (text.story, text.features, text.target_users)]
    texts_said += [cell for text in texts for line in text.specifications for cell in line.values()]
    return Findable(
        key=entry.pk,
        kind=KINDS.get(certificate.subject.kind, "product"),
        titles=titles,
        path=f"{entry.slug}/",
        names=[*certified, certificate.subject.name_kana, certificate.number],
        beside=[*makers, *(text.tagline for text in texts), *beside],
        texts=texts_said,
        reading=certificate.subject.name_kana,
        program=certificate.program.slug,
        ward=certificate.area.code if certificate.area else "",
        year=certificate.fiscal_year,
        day=certificate.issued_on,
    )


def holders(keys: Sequence[int] | None = None) -> QuerySet[Organization]:
    """Companies of which the public sees an entry: of no other it can be told that it exists."""
    public = Entry.objects.public()
    held = Q(pk__in=public.values("certificate__organization")) | Q(pk__in=public.values("certificate__subject__organization"))
    companies = Organization.objects.filter(held).order_by("pk")
    return companies if keys is None else companies.filter(pk__in=keys)


def read_companies(keys: Sequence[int] | None) -> Iterator[Findable]:
    """Companies with their names, of which they have a page in the register."""
    for company in holders(keys).select_related("area").iterator(AT_ONCE):
        yield Findable(
            key=company.pk,
            kind="company",
            titles={language: getattr(company, f"name_{suffix}") for language, suffix in SUFFIXES.items()},
            path=f"companies/{company.public_id}/",
            names=[company.name_kana],
            beside=[getattr(company.area, f"name_{suffix}") for suffix in SUFFIXES.values()] if company.area else [],
            reading=company.name_kana,
            ward=company.area.code if company.area else "",
        )


def show_entries(keys: Sequence[int], language: str, base: str) -> dict[int, Result]:
    """Entries as a list shows them, with their status of today where it is not simply valid."""
    related = ("certificate__program",)
    entries = Entry.objects.public().with_status(clock.today()).filter(pk__in=keys).select_related(*related)
    words = _words(keys, language)
    return {
        entry.pk: Result(
            title=words.get(entry.pk, ("", ""))[0] or str(entry.certificate.name),
            url=f"{base}{entry.slug}/",
            kind=str(entry.certificate.program.short_name),
            maker=str(entry.certificate.holder),
            excerpt=Truncator(words.get(entry.pk, ("", ""))[1]).chars(EXCERPT),
            date=entry.certificate.issued_on,
            status=str(STATUS_LABELS[entry.status]) if entry.status != "valid" else "",
            slug=entry.slug,
        )
        for entry in entries
    }


def show_companies(keys: Sequence[int], language: str, base: str) -> dict[int, Result]:
    """Companies as a list shows them."""
    return {
        company.pk: Result(
            title=str(company.name),
            url=f"{base}companies/{company.public_id}/",
            kind=str(company.get_kind_display()),
            maker=str(company.area.name) if company.area else "",
        )
        for company in holders(keys).select_related("area")
    }


def labels() -> dict[str, dict[str, str]]:
    """Programs and wards in the active language, in their order; of the wards the corners on the city's schematic map, too.

    A city that has drawn no map has no corners.
    """
    areas = list(Area.objects.all())
    return {
        "program": {program.slug: str(program.short_name) for program in Program.objects.all()},
        "ward": {area.code: str(area.name) for area in areas},
        "outline": {area.code: area.outline for area in areas if area.outline},
    }


def _words(keys: Sequence[int], language: str) -> dict[int, tuple[str, str]]:
    """The name and the one line of each entry, in the language or else the line in Japanese."""
    rows = EntryText.objects.filter(entry__in=keys, language__in=[language, "ja"])
    kept: dict[int, tuple[str, str]] = {}
    for key, code, name, line in rows.order_by("entry", "language").values_list("entry_id", "language", "name", "tagline"):
        own = code == language
        known = kept.get(key, ("", ""))
        kept[key] = (name if own else known[0], (line or known[1]) if own else (known[1] or line))
    return kept


SOURCES = [
    Source("entry", read_entries, show_entries, SECTION, kinds=("product", "master", "work")),
    Source("company", read_companies, show_companies, SECTION, kinds=("company",)),
]
