"""Fills in deploy/nginx.conf.template, as the nginx image does with its environment."""

import re
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "deploy" / "nginx.conf.template"
VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)\}")


def variables() -> set[str]:
    """What the template needs."""
    return set(VARIABLE.findall(TEMPLATE.read_text(encoding="utf-8")))


def rendered(values: Mapping[str, str]) -> str:
    """The configuration; raises KeyError for a variable without a value."""
    return VARIABLE.sub(lambda found: values[found[1]], TEMPLATE.read_text(encoding="utf-8"))
