"""Giving out files of the sealed plane."""

from urllib.parse import parse_qs, urlsplit

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from home.actions import files
from home.views.files import POLICY, serve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "home.storage.PrivateFileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def test_serve_sends_a_download_that_no_one_may_keep_or_run():
    stored = files.store_bytes(b"%PDF-1.7", media_type="application/pdf")

    response = serve(stored, name='概要 "1".pdf', inline=True)

    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    response.close()
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E6%A6%82%E8%A6%81%201.pdf"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == POLICY


def test_serve_keeps_its_policy_behind_the_middleware():
    stored = files.store_bytes(b"x", media_type="application/pdf")
    middleware = CSPMiddleware(lambda _: serve(stored, name="a.pdf"))

    response = middleware(RequestFactory().get("/"))

    assert response.headers["Content-Security-Policy"] == POLICY
    response.close()


@pytest.mark.parametrize(
    ("media_type", "disposition"),
    [("image/png", "inline"), ("image/jpeg", "inline"), ("image/svg+xml", "attachment"), ("text/html", "attachment")],
)
def test_serve_shows_only_pictures_in_the_page(media_type, disposition):
    stored = files.store_bytes(media_type.encode(), media_type=media_type)

    response = serve(stored, name="a.bin", inline=True)

    assert response.headers["Content-Disposition"] == f'{disposition}; filename="a.bin"'
    response.close()


def test_serve_hands_over_to_the_proxy(settings):
    settings.PRIVATE_ACCEL_PREFIX = "/private/"
    stored = files.store_bytes(b"x", media_type="image/png")

    response = serve(stored, name="a.png")

    assert type(response) is HttpResponse
    assert (response.content, response.headers["X-Accel-Redirect"]) == (b"", f"/private/{stored.path}")


def test_serve_links_to_the_bucket_for_a_minute(settings):
    from moto import mock_aws

    with mock_aws():
        import boto3

        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="sealed")
        options = {
            "bucket_name": "sealed",
            "region_name": "us-east-1",
            "access_key": "x",
            "secret_key": "y",
            "querystring_expire": 600,
        }
        settings.STORAGES = settings.STORAGES | {"private": {"BACKEND": "home.storage.PrivateS3Storage", "OPTIONS": options}}
        stored = files.store_bytes(b"in the bucket", media_type="application/pdf")

        response = serve(stored, name="a.pdf")

        query = parse_qs(urlsplit(response.url).query)
        assert (response.status_code, response.headers["Cache-Control"]) == (302, "private, no-store")
        assert query["response-content-disposition"] == ['attachment; filename="a.pdf"']
        assert query.get("X-Amz-Expires") == ["60"]
        assert stored.read() == b"in the bucket"


def test_store_bytes_names_a_bucket_that_is_missing_an_os_error(settings):
    from moto import mock_aws

    with mock_aws():
        options = {"bucket_name": "missing", "region_name": "us-east-1", "access_key": "x", "secret_key": "y"}
        settings.STORAGES = settings.STORAGES | {"private": {"BACKEND": "home.storage.PrivateS3Storage", "OPTIONS": options}}

        with pytest.raises(OSError, match="private bucket"):
            files.store_bytes(b"x", media_type="text/plain")
