"""Redis and S3 by their variables: required in production, optional for a sample city that shares a deployment's services."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

REQUIRED = ("S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_PUBLIC_BUCKET", "S3_PRIVATE_BUCKET")


def redis_caches(url: str) -> dict[str, Any]:
    """The cache in Redis. While Redis is away, pages are slower, not broken."""
    options = {"socket_connect_timeout": 1, "socket_timeout": 1}
    return {"default": {"BACKEND": "home.caching.SteadyRedisCache", "LOCATION": url, "OPTIONS": options}}


def s3_storages(values: Mapping[str, str], public_url: str) -> dict[str, Any]:
    """Public and private files in two buckets.

    Browsers see public files under our own address, /media/, which the proxy takes from the bucket: no other host is called.
    """
    address = urlsplit(public_url)
    bucket = {
        "access_key": values["S3_ACCESS_KEY"],
        "secret_key": values["S3_SECRET_KEY"],
        "endpoint_url": values.get("S3_ENDPOINT_URL") or None,
        "region_name": values.get("S3_REGION") or "ap-northeast-1",
        "addressing_style": "path",
        "signature_version": "s3v4",
    }
    public = {
        "bucket_name": values["S3_PUBLIC_BUCKET"],
        "querystring_auth": False,
        "custom_domain": values.get("S3_PUBLIC_DOMAIN") or f"{address.netloc}/media",
        "url_protocol": f"{address.scheme}:",
        "file_overwrite": False,
        "object_parameters": {"CacheControl": "public, max-age=604800"},
    }
    private = {"bucket_name": values["S3_PRIVATE_BUCKET"], "querystring_expire": 60, "default_acl": "private"}
    return {
        "default": {"BACKEND": "home.storage.OneSessionS3Storage", "OPTIONS": bucket | public},
        "private": {"BACKEND": "home.storage.PrivateS3Storage", "OPTIONS": bucket | private},
    }
