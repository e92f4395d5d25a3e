"""Gives out one file of the sealed plane. Whether the person may have it was asked before."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from home.models import StoredFile
from home.storage import PrivateS3Storage
from home.uploads.names import clean_file_name, with_extension

SHOWN_IN_PAGES = {"image/jpeg", "image/png", "image/webp"}
POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'"


def serve(stored_file: StoredFile, *, name: str, inline: bool = False) -> HttpResponseBase:
    """The file as a download; `inline` shows it in the page, for pictures only.

    The proxy sends it where there is one (PRIVATE_ACCEL_PREFIX), the bucket by a link of at most 60 seconds, else we.
    """
    attachment = not (inline and stored_file.media_type in SHOWN_IN_PAGES)
    shown_as = clean_file_name(name)
    response = _body(stored_file, shown_as=shown_as, attachment=attachment)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def preview(stored_file: StoredFile, *, name: str) -> HttpResponseBase:
    """The small picture of the file, to whoever may have the file. Raises Http404 for a file that has none."""
    if stored_file.preview is None:
        raise Http404
    return serve(stored_file.preview, name=with_extension(clean_file_name(name), "jpg"), inline=True)


def _body(stored_file: StoredFile, *, shown_as: str, attachment: bool) -> HttpResponseBase:
    storage = storages["private"]
    if isinstance(storage, PrivateS3Storage):
        link = storage.signed_link(stored_file.path, shown_as=shown_as, media_type=stored_file.media_type, attachment=attachment)
        if not settings.PRIVATE_ACCEL_PREFIX:
            return HttpResponseRedirect(link)
        signed = urlsplit(link)  # the proxy follows it, within our own network
        inner = f"{signed.path}?{signed.query}"
    else:
        inner = f"/{stored_file.path}"
    response: HttpResponseBase
    if settings.PRIVATE_ACCEL_PREFIX:
        response = HttpResponse(content_type=stored_file.media_type)
        response.headers["X-Accel-Redirect"] = f"{settings.PRIVATE_ACCEL_PREFIX.rstrip('/')}{inner}"
    else:
        try:
            response = FileResponse(storage.open(stored_file.path), content_type=stored_file.media_type)
        except FileNotFoundError as error:  # it was disposed of between the question and the answer
            raise Http404 from error
    response.headers["Content-Disposition"] = content_disposition_header(attachment, shown_as) or "inline"
    return response
