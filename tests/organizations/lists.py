"""Lists as somebody uploads them, and what became of their rows."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from home.actions import import_files, imports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(rows, merges=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    handle = io.BytesIO()
    book.save(handle)
    return SimpleUploadedFile("list.xlsx", handle.getvalue(), XLSX)


def text_file(rows, encoding):
    handle = io.StringIO()
    csv.writer(handle).writerows(rows)
    return SimpleUploadedFile("list.csv", handle.getvalue().encode(encoding), "text/csv")


def checked(file, by, **columns):
    run = import_files.receive(file, kind="organizations", by=by)
    imports.check(run, columns={int(column): name for column, name in run.columns.items()}, by=by, **columns)
    imports.perform_check(run)
    return run


def written(file, by):
    run = checked(file, by)
    imports.write(run, by=by)
    imports.perform_write(run, by=by)
    return run


def outcomes(run):
    return [(row.number, row.outcome) for row in run.rows.order_by("number")]
