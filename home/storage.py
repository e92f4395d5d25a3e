"""Where the sealed plane's files lie: outside Wagtail's media, without any address of their own."""

import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

import boto3
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from botocore.loaders import JSONFileLoader
from django.core.files.storage import FileSystemStorage
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage


class PrivateFileSystemStorage(FileSystemStorage):
    """Files on this machine. Written to a temporary name, fsynced, renamed: a file is whole or not there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        super().__init__(*args, **(kwargs | modes | {"base_url": None}))

    def url(self, name: str | None) -> str:
        raise ValueError("Files of the sealed plane have no address; serve them through a view that asks.")

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: names are content hashes, so an existing file is the same file."""
        return name


class SlimDescriptions(JSONFileLoader):
    """What boto reads about S3, without the manual and the other services: 5 MB in each web process instead of 12."""

    def _load_file(self, full_path: str, open_method: Any) -> Any:
        if not os.path.isfile(full_path):
            return None
        with open_method(full_path, "rb") as handle:
            return self._slim(json.loads(handle.read(), object_hook=self._without_words))

    @staticmethod
    def _without_words(found: dict[str, Any]) -> dict[str, Any]:
        if isinstance(found.get("documentation"), str):
            found["documentation"] = ""
        return found

    @staticmethod
    def _slim(description: dict[str, Any]) -> dict[str, Any]:
        for partition in description.get("partitions", []):
            if "services" in partition:
                partition["services"] = {name: facts for name, facts in partition["services"].items() if name == "s3"}
        return description


class OneSessionS3Storage(S3Storage):
    """A bucket whose threads share one session, and with it the description of S3; else each thread holds as much again."""

    _lock = threading.Lock()
    _sessions: dict[tuple[Any, ...], boto3.Session] = {}

    def _create_session(self) -> boto3.Session:
        whose = (self.access_key, self.secret_key, self.security_token, self.session_profile, self.region_name)
        with self._lock:
            if whose not in self._sessions:
                session = super()._create_session()
                session._session.get_component("data_loader").file_loader = SlimDescriptions()
                self._sessions[whose] = session
            return self._sessions[whose]

    @property
    def connection(self) -> Any:
        # Sessions are not safe while they make a resource; what they made belongs to this thread alone.
        if getattr(self._connections, "connection", None) is None:
            session = self._create_session()
            with self._lock:
                self._connections.connection = session.resource(
                    "s3",
                    region_name=self.region_name,
                    use_ssl=self.use_ssl,
                    endpoint_url=self.endpoint_url,
                    config=self.client_config,
                    verify=self.verify,
                )
        return self._connections.connection


class PrivateS3Storage(OneSessionS3Storage):
    """Files in a private bucket; links live for at most 60 seconds (settings: querystring_expire)."""

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {"file_overwrite": True, "default_acl": "private", "signature_version": "s3v4"}

    def _save(self, name: str, content: Any) -> str:
        try:
            return str(super()._save(name, content))
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise OSError(f"The private bucket did not take the file: {type(error).__name__}") from error

    def signed_link(self, name: str, *, shown_as: str, media_type: str, attachment: bool) -> str:
        """A link to one file for at most 60 seconds; what the browser does with it is part of the signature."""
        wishes = {
            "ResponseContentDisposition": content_disposition_header(attachment, shown_as),
            "ResponseContentType": media_type,
            "ResponseCacheControl": "private, no-store",
        }
        return str(self.url(name, parameters=wishes, expire=min(60, self.querystring_expire)))
