"""The desk's base class is tried on organizations and people."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organizations.models import Organization, User
from organizations.states import OrganizationKind
from tests.home import samples

INDEX = "/admin/organizations/"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def add_companies(count):
    Organization.objects.bulk_create(
        Organization(
            kind=OrganizationKind.SME,
            name_ja=f"会社{number}",
            name_kana=f"カ{number}",
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number in range(count)
    )


def exported(response):
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_desk_lists_what_the_auditor_may_see(client, auditor, company, other_company):
    client.force_login(auditor)

    response = client.get(INDEX)

    assert [row.name_ja for row in response.context["object_list"]] == ["橘精機株式会社", "多摩電子株式会社"]
    assert f'href="{INDEX}{company.public_id}/"' in response.content.decode()


@pytest.mark.parametrize("path", ["", "results/", "?export=csv", "?export=xlsx", "{key}/"])
@pytest.mark.parametrize("who", ["web_editor", "administrator", "superuser"])
def test_desk_turns_away_staff_without_the_right(client, request, company, who, path):
    client.force_login(request.getfixturevalue(who))

    response = client.get(INDEX + path.format(key=company.public_id))

    assert (response.status_code, response.headers.get("Location")) == (302, reverse("wagtailadmin_home"))


@pytest.mark.parametrize("view", ["new", "{key}/edit", "edit/{pk}", "delete/{pk}", "copy/{pk}", "history/{pk}", "usage/{pk}"])
def test_desk_has_none_of_wagtails_views(client, auditor, company, view):
    client.force_login(auditor)

    response = client.get(f"{INDEX}{view.format(key=company.public_id, pk=company.pk)}/")

    assert response.status_code == 404


def test_desk_menu_shows_only_what_may_be_entered(client, auditor, web_editor):
    client.force_login(auditor)
    auditors = client.get("/admin/").content.decode()
    client.force_login(web_editor)
    editors = client.get("/admin/").content.decode()

    assert [INDEX in auditors, "/admin/people/" in auditors] == [True, True]
    assert [INDEX in editors, "/admin/people/" in editors] == [False, False]


def test_desk_detail_shows_the_record(client, auditor, company):
    client.force_login(auditor)

    response = client.get(f"{INDEX}{company.public_id}/")

    assert response.status_code == 200
    assert ("Corporate number", "9020001071492") in [(str(label), value) for label, value in response.context["facts"]] or (
        "法人番号",
        "9020001071492",
    ) in response.context["facts"]


def test_desk_detail_of_a_missing_record_is_404(client, auditor, company):
    client.force_login(auditor)

    response = client.get(f"{INDEX}00000000-0000-4000-8000-000000000000/")

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("橘", 1), ("タチバナ", 1), ("９０２０００１０７１４９２", 1), ("橘 精機", 1), ("橘 電子", 0), ("%", 0), ("'\"", 0)],
)
def test_desk_search_finds_each_word_as_typed_or_in_half_width(client, auditor, company, other_company, query, found):
    client.force_login(auditor)

    response = client.get(INDEX, {"q": query})

    assert len(response.context["object_list"]) == found


def test_desk_search_survives_a_null_character(client, auditor, company):
    client.force_login(auditor)

    response = client.get(INDEX, {"q": "\x00"})

    assert response.status_code == 200


def test_desk_filters_by_kind(client, auditor, company):
    add_companies(2)
    Organization.objects.filter(name_ja="会社1").update(kind=OrganizationKind.BANK)
    client.force_login(auditor)

    response = client.get(INDEX, {"kind": "bank"})

    assert [row.name_ja for row in response.context["object_list"]] == ["会社1"]


def test_desk_exports_csv_that_excel_reads_and_does_not_run(client, auditor, company):
    Organization.objects.filter(pk=company.pk).update(name_en='=HYPERLINK("http://evil.example")', postal_code="0200021")
    client.force_login(auditor)

    response = client.get(INDEX, {"export": "csv"})

    content = b"".join(response.streaming_content)
    row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert content[:3] == b"\xef\xbb\xbf"
    assert row["ID"] == str(company.public_id)
    assert set(row.values()) >= {'\'=HYPERLINK("http://evil.example")', "0200021", "9020001071492", "2026-11-21 12:00"}


def test_desk_exports_xlsx_with_digits_as_text(client, auditor, company):
    Organization.objects.filter(pk=company.pk).update(name_en="=1+1", postal_code="0200021")
    client.force_login(auditor)

    response = client.get(INDEX, {"export": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    cells = {cell.value: cell.data_type for cell in sheet[2]}
    assert {value: cells[value] for value in ("=1+1", "0200021", "9020001071492")} == {
        "=1+1": "s",
        "0200021": "s",
        "9020001071492": "s",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_desk_listing_asks_the_same_number_of_queries(client, auditor, company, count, django_assert_num_queries):
    add_companies(count - 1)
    client.force_login(auditor)
    client.get(f"{INDEX}results/")

    with django_assert_num_queries(7):
        response = client.get(f"{INDEX}results/")

    assert len(response.context["object_list"]) == count


@pytest.mark.parametrize("extra", [0, 2])
def test_people_listing_asks_the_same_number_of_queries(client, auditor, request, extra, django_assert_num_queries):
    for name in ("owner", "stranger")[:extra]:
        request.getfixturevalue(name)
    client.force_login(auditor)
    client.get("/admin/people/results/")

    with django_assert_num_queries(8):
        response = client.get("/admin/people/results/")

    assert len(response.context["object_list"]) == 1 + extra


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [("administrator", "new/", 200), ("administrator", "{key}/edit/", 200), ("auditor", "new/", 302),
     ("auditor", "{key}/", 200), ("auditor", "{key}/edit/", 302), ("superuser", "", 302), ("superuser", "{key}/edit/", 302)],
)  # fmt: skip
def test_people_are_written_by_administrators_and_read_by_audit(client, request, stranger, who, path, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/admin/people/{path.format(key=stranger.public_id)}").status_code == status


def test_administrator_makes_an_account_and_changes_its_roles(client, administrator):
    client.force_login(administrator)

    made = client.post(
        "/admin/people/new/", {"email": "new@city.example", "name": "新人", "language": "ja", "codes": ["finance"]}
    )
    changed = client.post(f"{made['Location']}edit/", {"codes": ["auditor"], "is_active": "on"}, follow=True)

    person = User.objects.get(email="new@city.example")
    assert ([group.name for group in person.groups.all()], person.is_active) == (["auditor"], True)
    assert "役割を解除" in changed.content.decode()


def test_administrator_cannot_change_her_own_roles(client, administrator):
    client.force_login(administrator)

    response = client.post(f"/admin/people/{administrator.public_id}/edit/", {"codes": ["finance"], "is_active": "on"})

    assert response["Location"] == reverse("wagtailadmin_home")
    assert [group.name for group in administrator.groups.all()] == ["administrator"]


def test_known_address_is_said_and_typing_kept(client, administrator, stranger):
    client.force_login(administrator)

    response = client.post("/admin/people/new/", {"email": stranger.email, "name": "だれか", "language": "ja"})

    assert "すでにあります" in response.context["form"].errors.as_text()
    assert 'value="だれか"' in response.content.decode()


ESTABLISHED = {"kind": "city_firm", "holds": "yes", "valid_from": "2026-04-01", "evidence": "登記事項証明書（2026年10月1日）"}


def test_officer_records_what_was_established_with_its_paper(client, officer, company):
    client.force_login(officer)
    page = f"{INDEX}{company.public_id}/"
    paper = SimpleUploadedFile("証明書.pdf", samples.pdf())

    answer = client.post(f"{page}assess/", ESTABLISHED | {"upload": paper})

    standing = company.standings.get()
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert (standing.holds, standing.assessed_by, standing.evidence) == (True, officer, ESTABLISHED["evidence"])
    assert list(Organization.objects.with_standing("city_firm", on=date(2026, 11, 21))) == [company]
    assert f"{page}paper/?id={standing.pk}" in client.get(page).content.decode()
    assert b"".join(client.get(f"{page}paper/?id={standing.pk}").streaming_content)[:5] == b"%PDF-"


def test_what_cannot_be_established_is_said(client, officer, company):
    client.force_login(officer)

    answers = [
        client.post(f"{INDEX}{company.public_id}/assess/", ESTABLISHED | changes)
        for changes in ({"evidence": "　"}, {"valid_until": "2025-04-01"}, {"holds": ""}, {"valid_from": ""})
    ]

    assert [list(answer.context["form"].errors) for answer in answers] == [["evidence"], ["__all__"], ["holds"], ["valid_from"]]
    assert company.standings.count() == 0


@pytest.mark.parametrize("who", ["auditor", "administrator", "web_editor", "owner"])
def test_others_do_not_establish_facts(client, request, company, who):
    client.force_login(request.getfixturevalue(who))

    client.post(f"{INDEX}{company.public_id}/assess/", ESTABLISHED)

    assert company.standings.count() == 0


def test_paper_of_another_organization_is_not_found(client, officer, company, other_company):
    client.force_login(officer)
    client.post(f"{INDEX}{company.public_id}/assess/", ESTABLISHED | {"upload": SimpleUploadedFile("a.pdf", samples.pdf())})
    key = company.standings.get().pk

    answers = [client.get(f"{INDEX}{other_company.public_id}/paper/?id={asked}").status_code for asked in (key, "x", "", 9**30)]

    assert answers == [404] * 4
