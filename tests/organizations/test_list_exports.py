"""Lists on their way out, with organizations as the kind."""

from openpyxl import load_workbook

from home import list_exports
from organizations.imports import KINDS
from organizations.models import Organization


def test_no_cell_of_an_export_is_a_formula(officer, ward):
    Organization.objects.create(kind="sole", name_ja="=1+1", created_at="2026-01-01T00:00Z")
    [kind] = KINDS

    text = b"".join(list_exports.csv_utf8(kind, officer)).decode()
    with list_exports.xlsx(kind, officer) as handle:
        sheet = load_workbook(handle).active

    assert '"\'=1+1"' in text
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_cp932_says_what_it_loses(officer, ward):
    Organization.objects.create(kind="sole", name_ja="𠮷野〜−商店", created_at="2026-01-01T00:00Z")
    [kind] = KINDS

    losses = list(list_exports.losses_in(kind, officer))

    assert [(loss.row, loss.sign, loss.instead, loss.lost) for loss in losses] == [
        (2, "𠮷", "〓", True),
        (2, "〜", "～", False),
        (2, "−", "－", False),
    ]
    assert "〓野～－商店" in b"".join(list_exports.csv_cp932(kind, officer)).decode("cp932")
