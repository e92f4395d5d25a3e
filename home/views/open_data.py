"""Open data: the page about the sets, their files, and what the files hold. The same for everybody, without an account."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home import clock, frames, freshness
from home.addresses import language_path
from home.middleware import PUBLIC_CACHE
from home.open_data import catalogs, files, schemas
from home.open_data.moments import NoMoment, read_since
from home.open_data.sets import Dataset, State, sets
from home.open_data.terms import Terms, file_url, page_url

EDITION = "1"  # of the files' form: another one makes every kept copy stale
MEDIA = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json; charset=utf-8"}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What sets there are, in the language of the address, and how they may be used."""
    shown = [{"set": each, "state": _state(request, each)} for each in sets().values()]
    crumbs = [{"title": _("Home"), "url": language_path("")}]
    context = {"sets": shown, "terms": _terms(request), "crumbs": crumbs, "today": clock.today()}
    return render(request, "home/open_data.html", context)


@require_safe
def csv_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The set as CSV; with ?since= what has changed since that moment, and what has left it."""
    return _file(request, name, "csv")


@require_safe
def json_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The same as JSON."""
    return _file(request, name, "json")


@require_safe
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """The JSON Schema of the JSON file; ?lang= chooses the language of its words."""
    return _described(request, schemas.json_schema(_set(name)), "application/schema+json")


@require_safe
def csv_metadata(request: HttpRequest, name: str) -> HttpResponse:
    """What the columns of the CSV file are (CSV on the Web)."""
    return _described(request, schemas.csv_metadata(_set(name), _terms(request)), "application/csvm+json")


@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """All sets for data portals (DCAT-AP)."""
    described = [(each, _state(request, each)) for each in sets().values()]
    return _described(request, catalogs.catalog(described, _terms(request)), "application/ld+json")


def _set(name: str) -> Dataset:
    known = sets()
    if name not in known:
        raise Http404
    return known[name]


def _terms(request: HttpRequest) -> Terms:
    return Terms.of(frames.of(request).city)


def _state(request: HttpRequest, dataset: Dataset) -> State:
    return freshness.kept(
        f"set:{dataset.name}:{clock.today()}", dataset.sources, freshness.tokens_for(request), dataset.state, seconds=60
    )


def _file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """The file, 304 for who has it already, or 400 with words when the moment cannot be read."""
    dataset, terms = _set(name), _terms(request)
    try:
        since = read_since(request.GET.get("since", ""))
    except NoMoment:
        return _refused(form)
    tokens = freshness.tokens_for(request)
    state = dataset.state()  # asked before the rows: whatever comes between makes the next answer another one
    parts = [EDITION, name, form, since, clock.today(), state, terms, *(tokens[source] for source in dataset.sources)]
    etag = quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])
    changed = int(state.changed.timestamp()) if state.changed else None
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=MEDIA[form])
    else:
        response = StreamingHttpResponse(_pieces(dataset, form, since, state, terms), content_type=MEDIA[form])
    headers = {
        "Content-Disposition": f'{"attachment" if form == "csv" else "inline"}; filename="{name}.{form}"',
        "Link": f'<{terms.license_url}>; rel="license", <{file_url(dataset, _description(form))}>; rel="describedby"',
    }
    if changed is not None:
        headers["Last-Modified"] = http_date(changed)
    _say(response, headers, etag)
    known = get_conditional_response(request, etag, changed, response)  # type: ignore[arg-type]  # a stream is a response, too
    return known or response


def _description(form: str) -> str:
    return "schema.json" if form == "json" else "csv-metadata.json"


def _pieces(dataset: Dataset, form: str, since: datetime | None, state: State, terms: Terms) -> Iterator[bytes]:
    if form == "csv":
        return files.csv_pieces(dataset, since)
    head: dict[str, Any] = {
        "dataset": {
            "name": dataset.name,
            "title": catalogs.said(dataset.title),
            "url": page_url(dataset),
            "schema": file_url(dataset, "schema.json"),
        },
        "license": {"name": terms.license_name, "url": terms.license_url},
        "publisher": terms.publisher,
        "as_of": clock.today().isoformat(),
        "changed_at": files.written(state.changed),
        "since": files.written(since),
    }
    return files.json_pieces(dataset, since, head)


def _refused(form: str) -> HttpResponse:
    words = _("“since” is a day (2026-11-22) or a moment (2026-11-22T10:00:00+09:00). Please ask again.")
    if form == "json":
        problem = {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": words}
        return JsonResponse(
            problem, status=400, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
        )
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")


def _described(request: HttpRequest, facts: dict[str, Any], media_type: str) -> HttpResponse:
    response = JsonResponse(facts, content_type=media_type, json_dumps_params={"ensure_ascii": False, "indent": 1})
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    _say(response, {}, etag)
    return get_conditional_response(request, etag, None, response) or response


def _say(response: HttpResponseBase, headers: dict[str, str], etag: str) -> None:
    """The proxy may keep it for a minute, and pages of other sites may read it."""
    everywhere = {"ETag": etag, "Cache-Control": PUBLIC_CACHE, "Access-Control-Allow-Origin": "*"}
    for name, value in (everywhere | headers).items():
        response.headers[name] = value
