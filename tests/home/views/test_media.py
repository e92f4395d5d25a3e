"""Pictures of the sample city."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from home.views import media


@pytest.mark.parametrize("name", ["a" * 5_000, "no-such-picture.jpg"])
def test_media_that_cannot_be_there_is_not_found(name):
    with pytest.raises(Http404):
        media.file(RequestFactory().get("/media/x"), name)
