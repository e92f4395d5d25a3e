"""Files of open data: who has one is told so, bad questions are answered in words, and what describes them is true."""

import csv
import io
import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from certifications.actions import certificates
from home.models import CitySettings
from home.open_data.sets import BATCH, sets
from tests.brands.open_data import body, document
from tests.brands.test_datasets import head_of, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registers")]
NAMES = ("certificates", "masters", "organizations", "events", "event-list", "figures")


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("name", NAMES)
def test_who_has_the_file_is_told_so_and_a_change_is_another_file(client, enter, name, form):
    enter()
    first = client.get(f"/data/{name}.{form}")
    etag, content = first.headers["ETag"], body(first)

    same = client.get(f"/data/{name}.{form}", headers={"if-none-match": etag})
    also = client.get(f"/data/{name}.{form}", headers={"if-none-match": f'"other", {etag}'})
    other = client.get(f"/data/{name}.{form}", headers={"if-none-match": '"other"'})
    empty = client.head(f"/data/{name}.{form}")

    assert (etag[0], same.status_code, same.content, also.status_code, other.status_code) == ('"', 304, b"", 304, 200)
    assert (empty.status_code, empty.content, empty.headers["ETag"]) == (200, b"", etag)
    assert body(other) == content
    assert client.get(f"/data/{name}.{form}", {"since": "2020-01-01"}).headers["ETag"] != etag


def test_a_change_makes_another_tag_and_a_later_hour(client, released, secretary, django_capture_on_commit_callbacks):
    first = client.get("/data/certificates.csv")
    stamp = first.headers["Last-Modified"]
    assert client.get("/data/certificates.csv", headers={"if-modified-since": stamp}).status_code == 304

    with later(days=1), django_capture_on_commit_callbacks(execute=True):
        certificates.suspend(released, reason_class="safety", reason={"ja": "確認中"}, by=secretary)
        second = client.get("/data/certificates.csv", headers={"if-modified-since": stamp})

    assert (second.status_code, second.headers["ETag"] != first.headers["ETag"]) == (200, True)


def test_files_may_be_kept_by_the_proxy_and_read_from_other_sites(client, enter):
    response = client.get("/data/certificates.json")

    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in response.headers["Link"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01", "0001-01-01", "9" * 500, "\x00", "2026-11-22T10:00:00+99:99"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_moment_that_cannot_be_read_is_answered_in_words(client, since, form):
    response = client.get(f"/data/certificates.{form}", {"since": since})

    assert (response.status_code, "2026-11-22T10:00:00+09:00" in response.content.decode()) == (400, True)
    assert response.headers["Content-Type"].startswith("application/problem+json" if form == "json" else "text/plain")


def test_a_moment_to_come_has_no_changes(client, released):
    assert document(client, "certificates", since="2999-01-01")["items"] == []


@pytest.mark.parametrize("path", ["nothing.csv", "nothing.json", "nothing.schema.json", "certificates.xml", "../x.csv"])
def test_what_is_no_set_is_not_found(client, path):
    assert client.get(f"/data/{path}").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_the_description_of_the_csv_names_its_columns(client, name):
    described = client.get(f"/data/{name}.csv-metadata.json").json()

    assert [column["name"] for column in described["tableSchema"]["columns"]] == head_of(client, name)
    assert described["tableSchema"]["primaryKey"] in head_of(client, name)
    assert described["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    ids = [column for column in described["tableSchema"]["columns"] if column["name"].lower().endswith(("id", "_number"))]
    assert {column["datatype"] for column in ids} <= {"string"}


def test_the_catalog_names_every_set_with_its_files(client, registers):
    catalog = client.get("/data/catalog.jsonld")

    facts = json.loads(catalog.content)
    assert catalog.headers["Content-Type"] == "application/ld+json"
    assert [each["dct:identifier"].rpartition("#")[2] for each in facts["dcat:dataset"]] == list(sets())
    files = [each["dcat:downloadURL"]["@id"] for row in facts["dcat:dataset"] for each in row["dcat:distribution"]]
    assert {client.get(address.removeprefix("http://localhost:8000")).status_code for address in files} == {200}


def test_the_terms_are_the_citys(client, registers):
    words = {"data_license_name": "PDL 1.0", "data_license_url": "https://example.org/pdl", "city_ja": "試験市"}
    CitySettings.objects.update_or_create(site=Site.objects.get(), defaults=words)
    cache.clear()

    facts, page = document(client, "certificates"), client.get("/data/").content.decode()

    assert (facts["license"], facts["publisher"]["ja"]) == ({"name": "PDL 1.0", "url": "https://example.org/pdl"}, "試験市")
    assert ('href="https://example.org/pdl"' in page, "PDL 1.0" in page) == (True, True)


@pytest.mark.parametrize(("language", "title"), [("", "オープンデータ"), ("/en", "Open data"), ("/zh-hans", "开放数据")])
def test_the_page_tells_of_every_set_in_each_language(client, registers, language, title):
    page = client.get(f"{language}/data/").content.decode()

    assert f"<h1>{title}</h1>" in page
    assert [name for name in sets() if f'href="/data/{name}.csv"' not in page] == []
    assert f'href="{language}/data/"' in client.get(f"{language}/brands/").content.decode()


def test_a_batch_costs_the_same_however_many_there_are(client, enter, monkeypatch):
    monkeypatch.setattr("brands.datasets.certificates.in_batches.__defaults__", (2,))
    monkeypatch.setattr("brands.datasets.organizations.in_batches.__defaults__", (2,))

    def asked(name, count):
        for number in range(count):
            enter(f"もの{number}")
        body(client.get(f"/data/{name}.csv"))  # what a process keeps for good is asked for once
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            body(client.get(f"/data/{name}.csv"))
        return len(queries)

    few, more = asked("certificates", 2), asked("certificates", 4)
    assert (more - few, BATCH) == (2, 500)


def test_csv_is_what_the_csv_module_writes(client, enter):
    enter("ひとつ折り車いす")
    raw = body(client.get("/data/certificates.csv")).decode("utf-8-sig")

    again = io.StringIO(newline="")
    csv.writer(again, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(raw, newline="")))

    assert again.getvalue() == raw
