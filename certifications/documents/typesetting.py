"""Sets a document's facts in type: one tagged PDF/UA file from one layout."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

FOLDER = Path(__file__).parent


@cache
def _compiler(layout: str) -> Any:
    """One compiler per layout and worker: the first document takes half a second, the next about 15 ms."""
    import typst  # noqa: PLC0415  heavy, and only the worker draws

    return typst.Compiler(str(FOLDER / layout), root=str(FOLDER))


def typeset(layout: str, facts: Mapping[str, Any], **more: str) -> bytes:
    """The PDF of a layout (a `.typ` file of this folder). Values travel as JSON, never as markup; `more` as they are."""
    inputs = {"facts": json.dumps(facts, ensure_ascii=False), **more}
    return cast(bytes, _compiler(layout).compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))
