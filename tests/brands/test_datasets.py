"""Open data of the register: columns, schemas, changes since a moment, what left it, and nothing sealed in it."""

from datetime import date, timedelta
from email.utils import parsedate_to_datetime

import pytest

from brands.actions import entries
from brands.models import Entry
from certifications.actions import certificates, releases
from certifications.models import Certificate
from home import clock
from organizations.actions import organizations
from organizations.models import Area
from tests.brands.open_data import body, document, rows_of
from tests.certifications import issuing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registers")]
CERTIFICATE = [
    "id", "number", "kind", "name_ja", "name_en", "name_zh", "holder_id", "holder_ja", "holder_en", "holder_zh", "program",
    "program_name_ja", "program_name_en", "program_name_zh", "level", "level_name_ja", "level_name_en", "level_name_zh", "field",
    "field_name_ja", "field_name_en", "field_name_zh", "ward", "ward_name_ja", "ward_name_en", "ward_name_zh", "fiscal_year",
    "issued_on", "valid_from", "valid_until", "status", "status_since", "reason_class", "honor", "honor_year",
    "replaced_by", "replaces", "specimen", "url", "verify_url", "changed_at", "removed_at",
]  # fmt: skip
ORGANIZATION = [
    "id", "kind", "name_ja", "name_en", "name_zh", "name_kana", "corporate_number", "ward", "ward_name_ja", "ward_name_en",
    "ward_name_zh", "programs", "certified_ever", "certified_now", "removed_at",
]  # fmt: skip


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


def head_of(client, name):
    return body(client.get(f"/data/{name}.csv")).decode("utf-8-sig").splitlines()[0].replace('"', "").split(",")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("certificates", CERTIFICATE),
        ("masters", [each for each in CERTIFICATE if each != "kind" and not each.startswith("holder")]),
        ("organizations", ORGANIZATION),
    ],
)
def test_a_set_has_its_columns_and_an_empty_register_is_a_file_with_a_head(client, name, columns):
    assert head_of(client, name) == columns
    assert rows_of(client, name) == []
    assert (document(client, name)["items"], document(client, name, since="2020-01-01")["removed"]) == ([], [])


def test_a_term_to_the_last_day_of_the_calendar_is_told(client, released):
    Certificate.objects.update(valid_until=date.max)

    assert [row["valid_until"] for row in rows_of(client, "certificates")] == ["9999-12-31"]


def test_a_certificate_is_told_with_what_it_is(client, released, company):
    row = rows_of(client, "certificates")[0]
    item = document(client, "certificates")["items"][0]

    public = str(Certificate.objects.get().public_id)
    assert (row["id"], row["number"], row["status"], row["holder_id"], row["specimen"]) == (
        public, "KIS-2026-001", "valid", str(company.public_id), "false",
    )  # fmt: skip
    assert (row["url"], row["verify_url"]) == (
        "http://localhost:8000/brands/kis-2026-001/",
        f"http://localhost:8000/verify/{released.code}/",
    )
    assert (item["id"], item["fiscal_year"], item["status"], item["name_ja"]) == (public, 2026, "valid", released.name_ja)
    assert [(row[name], row["valid_until"]) for name in ("changed_at", "issued_on")] == [
        (item[name], item["valid_until"] or "") for name in ("changed_at", "issued_on")
    ]


def test_every_value_stands_in_both_files(client, enter):
    area = Area.objects.create(code="saiwai", name_ja="幸区", name_en="Saiwai Ward")
    enter("行1", area=area)
    enter("行2", name_en="Second")

    rows, items = rows_of(client, "certificates"), document(client, "certificates")["items"]

    def plain(value):
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    assert [{name: plain(value) for name, value in item.items()} | {"removed_at": ""} for item in items] == rows


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "+1", "-1", "@a", "＝1+1", "\t=1"])
def test_no_cell_is_a_formula_and_json_keeps_the_words(client, enter, name):
    enter(name)

    assert rows_of(client, "certificates")[0]["name_ja"].startswith("'")
    assert document(client, "certificates")["items"][0]["name_ja"] == name


def test_awkward_words_come_back_whole(client, enter):
    name = '車"いす",\n改行;髙🦽'
    enter(name)

    assert rows_of(client, "certificates")[0]["name_ja"] == name
    assert document(client, "certificates")["items"][0]["name_ja"] == name


def test_what_ended_stays_with_status_and_kind_of_reason(client, released, approver):
    with later(days=3):
        issuing.withdrawn(released, reason={"ja": "基準を満たさないため"}, by=approver)
        row = rows_of(client, "certificates")[0]

    assert (row["status"], row["status_since"] > row["issued_on"], bool(row["reason_class"])) == ("withdrawn", True, True)


def test_changes_since_a_moment_have_each_change_and_nothing_older(client, released, enter, secretary):
    other = enter("ほかのもの", year=2025)
    with later(days=2):
        moment = clock.now().isoformat()
    assert rows_of(client, "certificates", since=moment) == []

    with later(days=3):
        certificates.suspend(released, reason_class="safety", reason={"ja": "確認中"}, by=secretary)
        suspended = rows_of(client, "certificates", since=moment)
        whole = rows_of(client, "certificates")

    assert [(row["number"], row["status"]) for row in suspended] == [(released.number, "suspended")]
    assert {row["number"] for row in whole} == {released.number, other.certificate.number}


def test_a_term_that_has_ended_is_a_change_without_anybody_doing_anything(client, enter):
    today = clock.today()
    enter("短い", valid_until=today + timedelta(days=5))
    enter("長い", valid_until=today + timedelta(days=500))

    with later(days=10):
        changed = rows_of(client, "certificates", since=(today + timedelta(days=4)).isoformat())
        modified = client.get("/data/certificates.csv").headers["Last-Modified"]

    assert [(row["name_ja"], row["status"], row["status_since"]) for row in changed] == [
        ("短い", "expired", (today + timedelta(days=6)).isoformat())
    ]
    assert changed[0]["changed_at"][:10] == (today + timedelta(days=6)).isoformat()
    assert parsedate_to_datetime(modified).astimezone(clock.TOKYO).date() == today + timedelta(days=6)


@pytest.mark.parametrize("name", ["certificates", "organizations"])
def test_what_was_hidden_leaves_a_tombstone_and_comes_back(client, released, secretary, company, name):
    key = str(company.public_id if name == "organizations" else released.public_id)
    before = clock.now().isoformat()
    with later(hours=1):
        entries.hide(Entry.objects.get(), by=secretary)
        hidden, gone = rows_of(client, name), document(client, name, since=before)
        row = rows_of(client, name, since=before)
    with later(hours=2):
        entries.show(Entry.objects.get(), by=secretary)
        shown = document(client, name, since=before)

    assert (hidden, gone["items"], [each["id"] for each in gone["removed"]]) == ([], [], [key])
    assert [(each["id"], bool(each["removed_at"]), each["name_ja"]) for each in row] == [(key, True, "")]
    assert ([each["id"] for each in shown["items"]], shown["removed"]) == ([key], [])


def test_a_release_that_was_called_back_leaves_only_identifiers(client, releasable, approver):
    before = clock.now().isoformat()
    certificate = releases.release(releasable, by=approver)[0]
    stamp = client.get("/data/certificates.json").headers["Last-Modified"]
    with later(minutes=5):
        releases.recall(releasable, reason="取り違え", by=approver)
        gone = document(client, "certificates", since=before)
        again = client.get("/data/certificates.json").headers["Last-Modified"]

    assert (gone["items"], gone["removed"]) == (
        [], [{"id": str(certificate.public_id), "removed_at": gone["removed"][0]["removed_at"]}],
    )  # fmt: skip
    assert parsedate_to_datetime(again) > parsedate_to_datetime(stamp)


def test_a_list_that_was_taken_back_leaves_only_identifiers(client, enter, company):
    entry = enter("表の行")
    entry.texts.all().delete()
    before = clock.now().isoformat()
    entries.retract_listed([entry.certificate_id])

    gone = {name: document(client, name, since=before) for name in ("certificates", "masters", "organizations")}

    assert {name: [each["id"] for each in facts["removed"]] for name, facts in gone.items()} == {
        "certificates": [str(entry.certificate.public_id)], "masters": [], "organizations": [str(company.public_id)],
    }  # fmt: skip


def test_a_renamed_holder_is_a_change(client, released, company, owner):
    with later(hours=1):
        before = clock.now().isoformat()
    with later(hours=2):
        company.refresh_from_db()
        organizations.update(company, row_version=company.row_version, by=owner, name_ja="あたらしい商事")
        changed = rows_of(client, "organizations", since=before)

    assert [(row["name_ja"], row["certified_ever"], row["certified_now"], row["programs"]) for row in changed] == [
        ("あたらしい商事", "1", "1", "kis")
    ]


def test_organizations_tell_nothing_that_is_not_public(client, released, company):
    company.corporate_number, company.representative, company.street = "7000012050002", "川崎 花子", "浜風町9-9"
    company.telephone = "044-000-1111"
    company.save()

    told = body(client.get("/data/organizations.csv")).decode() + body(client.get("/data/organizations.json")).decode()

    assert [word for word in ("7000012050002", "川崎 花子", "浜風町", "044-000-1111") if word in told] == []


def test_masters_are_the_persons_of_the_register(client, enter):
    enter("車いす")
    master = enter("高橋 鉄之助")
    type(master.certificate.subject).objects.filter(pk=master.certificate.subject_id).update(kind="person")

    assert [row["name_ja"] for row in rows_of(client, "masters")] == ["高橋 鉄之助"]
    assert len(document(client, "masters")["items"]) == 1


def test_a_late_master_stays_in_the_files_with_honor(client):
    issuing.released_round("meister", by_person=True)
    before = [(row["honor"], row["honor_year"]) for row in rows_of(client, "masters")]
    Certificate.objects.update(honor="late", honor_year=2025)

    after = [
        (row["honor"], row["honor_year"], row["status"]) for name in ("masters", "certificates") for row in rows_of(client, name)
    ]

    assert (before, after) == ([("", "")], [("late", "2025", "valid")] * 2)
