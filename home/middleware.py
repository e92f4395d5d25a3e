"""What happens to every request: its language, and the looser content policy that Wagtail's own screens need."""

import re
from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import translation
from django.utils.cache import has_vary_header

PUBLIC_CACHE = "public, max-age=0, s-maxage=60"
PRIVATE_PATHS = ("/admin/", "/healthz", "/readyz", "/verify/")  # a certificate's standing is answered as of now

ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
}


MACHINE_PATH = re.compile(r"^/verify/|\.(?:ics|atom|csv|json)$")


class CharsetMiddleware:
    """Forms come in UTF-8. A body in another charset cannot be read, not even to say so: it is refused before anything is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            return HttpResponseBadRequest("Please send UTF-8.", content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class PathLanguageMiddleware:
    """The language comes from the path alone: a page looks the same to everybody and can be cached.

    Only addresses outside the language trees (verification, feeds) may carry ?lang=: a Japanese page must not come in an
    English frame and be kept so by the proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info)
        asked = request.GET.get("lang", "")
        if language is None and asked in dict(settings.LANGUAGES) and MACHINE_PATH.search(request.path_info):
            language = asked
        with translation.override(language or settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class AdminPolicyMiddleware:
    """Only /admin/ may run inline scripts, because Wagtail's editor needs them; previews may be framed there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PublicCacheMiddleware:
    """Lets the proxy keep what is the same for everybody, for a minute; browsers ask again each time.

    Only pages that asked for no cookie: whoever reads the session, the user or a form token marks the answer with
    `Vary: Cookie`, and is not kept. Stands before the sessions, so that it sees that mark.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            request.method in ("GET", "HEAD")
            and response.status_code == 200
            and not request.path_info.startswith(PRIVATE_PATHS)
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not response.cookies
            and not has_vary_header(response, "Cookie")
            and not response.has_header("Cache-Control")
        ):
            response.headers["Cache-Control"] = PUBLIC_CACHE
        elif response.cookies or has_vary_header(response, "Cookie"):
            # Also what a decorator did not see: the 404 and 403 of a page that exists for somebody else.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
