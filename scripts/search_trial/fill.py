"""Gives the entries of a bulk register the made words of the search trial: python -m scripts.search_trial.fill 20000.

Settings come from the environment. The register must have as many entries (scripts.bulk_entries). Prints the seconds that the
index takes, and how large it is.
"""

import json
import sys
import time
from itertools import islice
from typing import Any

import django

from scripts.processes import ROOT
from scripts.search_trial import Made, made, slug, synonyms

BATCH = 1_000


def fill(count: int) -> None:
    """Names, makers and words of the first entries become the made ones; their addresses say which is which."""
    from brands.models import Entry, EntryText  # noqa: PLC0415  models exist once Django is set up
    from certifications.models import Certificate  # noqa: PLC0415
    from home.models import Synonyms  # noqa: PLC0415
    from organizations.models import Area  # noqa: PLC0415

    Synonyms.objects.bulk_create([Synonyms(words=words) for words in synonyms()])
    wards = {area.code: area for area in Area.objects.all()}
    rows = made(count)
    companies: dict[str, Any] = {}
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True)[:count])
    related = Entry.objects.select_related("certificate__subject").order_by("pk")
    names = [f"{stem}_{suffix}" for stem in ("name", "holder") for suffix in ("ja", "en", "zh")]
    for first in range(0, len(keys), BATCH):
        entries = list(related.filter(pk__in=keys[first : first + BATCH]))
        facts = list(islice(rows, len(entries)))
        _found(companies, facts, wards)
        texts = []
        for number, (entry, each) in enumerate(zip(entries, facts, strict=True), start=first):
            entry.slug = slug(number, each)
            certificate, subject = entry.certificate, entry.certificate.subject
            certificate.name_ja, certificate.name_en, certificate.name_zh = each.name, each.name_en, ""
            certificate.holder_ja, certificate.holder_en, certificate.holder_zh = each.company, "", ""
            certificate.organization, certificate.area = companies[each.company], wards.get(each.ward)
            subject.name_ja, subject.name_kana, subject.organization = each.name, each.kana, companies[each.company]
            texts.append(EntryText(entry=entry, language="ja", tagline=each.line, story=each.story))
        EntryText.objects.filter(entry__in=entries).delete()
        EntryText.objects.bulk_create(texts)
        Entry.objects.bulk_update(entries, ["slug"])
        certificates = [entry.certificate for entry in entries]
        Certificate.objects.bulk_update(certificates, [*names, "organization", "area"], batch_size=200)
        type(entries[0].certificate.subject).objects.bulk_update(
            [entry.certificate.subject for entry in entries], ["name_ja", "name_kana", "organization"], batch_size=200
        )


def _found(companies: dict[str, Any], rows: list[Made], wards: dict[str, Any]) -> None:
    from home import clock  # noqa: PLC0415
    from organizations.models import Organization  # noqa: PLC0415

    new, now = {row.company: row for row in rows if row.company not in companies}, clock.now()
    records = [
        Organization(kind="sme", name_ja=name, name_kana=row.company_kana, area=wards.get(row.ward), created_at=now)
        for name, row in new.items()
    ]
    companies.update(zip(new, Organization.objects.bulk_create(records), strict=True))


def index() -> dict[str, Any]:
    """Makes the index anew; how long it took, and how much room it needs on PostgreSQL, in MB."""
    from django.db import connection  # noqa: PLC0415

    from home.actions import findings  # noqa: PLC0415

    begun, spent = time.perf_counter(), time.process_time()
    count = findings.rebuild()
    facts: dict[str, Any] = {"count": count, "seconds": time.perf_counter() - begun, "spent": time.process_time() - spent}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM FULL ANALYZE home_finding")
            cursor.execute(
                "SELECT pg_total_relation_size('home_finding') / 1048576.0, avg(length(names || beside)) FROM home_finding"
            )
            facts["megabytes"], facts["letters"] = (float(value) for value in cursor.fetchone())
    return facts


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    fill(int(sys.argv[1]))
    print(json.dumps(index()))
