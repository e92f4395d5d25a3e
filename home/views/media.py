"""Pictures of the sample city; where real people work the web server or the storage gives them."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media folder. A name that no file can have is not found either."""
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        raise Http404 from error
