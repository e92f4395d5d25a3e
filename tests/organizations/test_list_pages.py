"""The pages of the desk of lists, with organizations as the kind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from home.actions import imports
from home.models import ImportRun
from organizations.models import Organization

NEW = "/admin/lists/new/"
CSV = "企業名,区,電話\nひかり,中原区,044-1\nうみ,どこか区,044-2\n".encode("cp932")


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def bring(desk, data=CSV, name="list.csv"):
    return desk.post(NEW, {"kind": "organizations", "upload": SimpleUploadedFile(name, data, "text/csv")})


def answers(response):
    fields = response.context["form"].fields
    return {name: field.initial for name, field in fields.items() if name != "carried"} | {"carried": []}


def test_an_empty_desk_says_what_can_be_done(desk):
    page = desk.get("/admin/lists/")

    words = "XLSXまたはCSVの一覧を取り込めます。各行がどうなるかを確かめてから書き込みます。"
    assert (str(page.context["header_action_label"]), words in page.content.decode()) == ("一覧を取り込む", True)


def test_a_list_goes_its_way(desk, ward):
    columns = bring(desk).url
    page = desk.get(columns)
    assert "ひかり / うみ" in page.content.decode()

    checking = desk.post(columns, answers(page), follow=True)
    run = ImportRun.objects.get()
    assert (run.state, checking.headers["Refresh"]) == ("checking", "3")
    imports.perform_check(run)
    here = f"/admin/lists/{run.public_id}/"

    assert [row.number for row, _facts, _notes in desk.get(f"{here}?outcome=refused").context["rows"]] == [3]
    assert "Refresh" not in desk.get(here).headers
    assert desk.post(f"{here}write/", {}).status_code == 200  # a refused row stops all
    desk.post(f"{here}write/", {"leave_out": "on"})
    run.refresh_from_db()
    imports.perform_write(run, by=run.brought_by)
    assert list(Organization.objects.values_list("name_ja", flat=True)) == ["ひかり"]

    desk.post(f"{here}undo/")
    run.refresh_from_db()
    imports.perform_undo(run, by=run.brought_by)
    assert (Organization.objects.count(), desk.get(here).status_code) == (0, 200)


def test_the_report_says_why(desk, ward):
    columns = bring(desk).url
    desk.post(columns, answers(desk.get(columns)))
    run = ImportRun.objects.get()
    imports.perform_check(run)

    response = desk.get(f"/admin/lists/{run.public_id}/report/", headers={"accept-language": "en"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ['"2"', '"3"']
    assert "どこか区" in lines[2]


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "a.csv"), (b"\xff\xff\x80\x81", "a.csv"), (b"PK\x03\x04", "a.xlsx"), (b"a,b\n", "a.csv")]
)
def test_what_is_no_list_is_said_beside_the_file(desk, data, name):
    response = bring(desk, data, name)

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["upload"])
    assert ImportRun.objects.count() == 0


def test_a_list_is_put_aside(desk):
    here = bring(desk).url.removesuffix("columns/")

    desk.post(f"{here}drop/")

    assert ImportRun.objects.values_list("state", "file").get() == ("dropped", None)


@pytest.mark.parametrize("form", ["xlsx", "utf-8", "cp932", "losses"])
def test_lists_are_downloaded(desk, company, form):
    response = desk.get(reverse("lists:export", args=["organizations", form]))

    assert (response.status_code, bool(response.getvalue())) == (200, True)


def test_what_cp932_loses_is_seen_before(desk, company):
    Organization.objects.update(name_ja="𠮷野")

    text = desk.get(f"{reverse('lists:exports')}?losses=organizations").content.decode()

    assert "U+20BB7" in text


@pytest.mark.parametrize("path", ["", "new/", "download/", "download/organizations/xlsx/"])
def test_who_brings_no_lists_in_has_no_desk(client, auditor, path):
    client.force_login(auditor)

    assert client.get(f"/admin/lists/{path}").status_code == 302
