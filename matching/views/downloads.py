"""The published figures as open data."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home import clock
from home.spreadsheets import csv_cell
from matching.models import PublishedFigure

BOM = "\ufeff"  # without it Excel takes Japanese for another encoding


@require_safe
def figures_csv(_request: HttpRequest) -> HttpResponse:
    """All published figures in the language of the address, each with its source."""
    output = StringIO()
    writer = csv.writer(output)
    writer.writerow(
        [
            _("program"), _("indicator"), _("as of"), _("period"), _("value"), _("unit"), _("kind"), _("definition"), _("source"),
            _("note"), _("comparability"),
        ]
    )  # fmt: skip
    for each in PublishedFigure.objects.in_order():
        source = each.source if each.is_linked else each.source_words
        cells = [
            each.program_name, each.indicator_name, each.as_of_words, str(each.get_period_display()),
            each.number.replace(",", ""), each.unit_name, str(each.get_kind_display()), each.definition_words, source,
            each.note_words, each.break_words,
        ]  # fmt: skip
        writer.writerow([csv_cell(cell, clock.TOKYO) for cell in cells])
    response = HttpResponse(BOM + output.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="figures.csv"'
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
