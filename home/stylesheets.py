"""Collected static files with one stylesheet: main.css and its imports become one file when files are collected.

Templates always link css/main.css. On a developer's machine the browser follows the imports; in production
collectstatic writes the imported files into it, in their layers, before it is hashed and compressed.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

MAIN = "css/main.css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\);')


def inlined(storage: StaticFilesStorage, name: str = MAIN) -> str:
    """The stylesheet's text with each import replaced by the imported text in its layer."""

    def read(path: str) -> str:
        with storage.open(path) as file:
            return str(file.read().decode())

    def replace(match: re.Match[str]) -> str:
        path = PurePosixPath(name).parent / match["file"]
        return f"@layer {match['layer']} {{\n{read(str(path))}}}"

    return IMPORT.sub(replace, read(name))


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed files, one stylesheet; modules import one another by their hashed names."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Computed once: what was collected does not change while a process lives."""
        if force or settings.DEBUG or name is None or not self.hashed_files:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name, force))
        return self._addresses[name]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if MAIN in paths and not dry_run:
            text = inlined(self)
            self.delete(MAIN)
            self.save(MAIN, ContentFile(text.encode()))
            paths = paths | {MAIN: (self, MAIN)}
        yield from super().post_process(paths, dry_run, **options)
