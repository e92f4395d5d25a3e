"""Lists as offices keep them."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from home.lists.files import opened, top


def book(path, rows, merges=(), formats=()):
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for place, code in formats:
        sheet[place].number_format = code
    for merge in merges:
        sheet.merge_cells(merge)
    made.save(path)
    return path


def rows_of(path, sheet=None):
    with opened(path) as source:
        return list(source.rows(sheet if sheet is not None else source.names[0]))


def first_rows(path):
    with opened(path) as source:
        return top(source, source.names[0])


def place(row, column):
    return f"{get_column_letter(column + 1)}{row}"
