"""Sets a document's facts in type: one tagged PDF/UA file from one layout."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from home import typesetting_process

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 30


class NotSet(Exception):
    """The paper could not be set: it took too long, or the layout refuses what it was given."""


@cache
def _compiler(layout: str) -> Any:
    """One compiler per layout and worker: the first document takes half a second, the next about 15 ms."""
    return typesetting_process.compiler(layout)


def typeset(layout: str, facts: Mapping[str, Any], **more: str) -> bytes:
    """The PDF of a layout (a `.typ` file by its path in the project). Values travel as JSON, not as markup; `more` as is."""
    return typesetting_process.compiled(_compiler(layout), facts, more)


def typeset_apart(layout: str, facts: Mapping[str, Any], **more: str) -> bytes:
    """The same in a process of its own, about a second, for those who wait at a page. Raises NotSet."""
    asked = json.dumps({"layout": layout, "facts": facts, "more": more}, ensure_ascii=False)
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": os.environ.get("HOME", "/")}
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-m", "home.typesetting_process"],
            cwd=ROOT,
            env=environment,
            input=asked.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotSet("timeout") from error
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace")[-400:])
    return done.stdout
