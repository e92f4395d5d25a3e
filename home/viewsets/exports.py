"""Lists on their way out: the page that offers them, the files, and what CP932 loses."""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from home import clock, list_exports, list_kinds
from home.desk.exports import BOM, XLSX, Line, disposition
from home.desk.views import DeskAccess, DeskPage

LOSSES_SHOWN = 200


class ExportPage(DeskAccess, DeskPage, TemplateView):
    """Which lists can be had, in which form, and what CP932 would lose of one of them."""

    template_name = "desk/list_exports.html"
    record = None

    def get_page_title(self) -> str:
        return str(_("Download lists"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [kind for kind in list_kinds.kinds().values() if kind.may_export(self.request.user)]
        context = super().get_context_data(**kwargs) | {"kinds": kinds}
        if wanted := next((kind for kind in kinds if kind.code == self.request.GET.get("losses")), None):
            found = list(islice(list_exports.losses_in(wanted, self.request.user), LOSSES_SHOWN + 1))
            headings = wanted.headings()
            shown = [(loss, headings[loss.column - 1]) for loss in found[:LOSSES_SHOWN]]
            context |= {"wanted": wanted, "losses": shown, "more": len(found) > LOSSES_SHOWN}
        return context


class ExportView(DeskAccess, View):
    """A list as a file, or the report of what CP932 loses of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = list_kinds.kinds().get(kwargs["kind"])
        if kind is None:
            raise Http404
        if not kind.may_export(request.user):
            raise PermissionDenied
        name = f"{kind.code}-{clock.today():%Y%m%d}"
        response: HttpResponseBase
        match kwargs["form"]:
            case "xlsx":
                response, name = FileResponse(list_exports.xlsx(kind, request.user), content_type=XLSX), f"{name}.xlsx"
            case "utf-8":
                response = StreamingHttpResponse(
                    list_exports.csv_utf8(kind, request.user), content_type="text/csv; charset=utf-8"
                )
                name += ".csv"
            case "cp932":
                parts = list_exports.csv_cp932(kind, request.user)
                response, name = StreamingHttpResponse(parts, content_type="text/csv; charset=Shift_JIS"), f"{name}-cp932.csv"
            case "losses":
                response = StreamingHttpResponse(self.losses(kind), content_type="text/csv; charset=utf-8")
                name += "-losses.csv"
            case _:
                raise Http404
        response["Content-Disposition"] = disposition(name)
        return response

    def losses(self, kind: list_kinds.Kind) -> Iterator[bytes]:
        writer, headings = csv.writer(Line(), quoting=csv.QUOTE_ALL), kind.headings()
        yield BOM.encode()
        yield writer.writerow([str(each) for each in (_("row"), _("column"), _("sign"), _("code"), _("written instead"))])
        for loss in list_exports.losses_in(kind, self.request.user):
            yield writer.writerow([str(loss.row), headings[loss.column - 1], loss.sign, loss.code, loss.instead])
