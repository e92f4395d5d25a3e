"""Fills in deploy/nginx.conf.template, as the nginx image does with its environment."""

import re
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "deploy" / "nginx.conf.template"
VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)\}")


def variables() -> set[str]:
    """What the template needs from outside."""
    return set(VARIABLE.findall(TEMPLATE.read_text(encoding="utf-8"))) - {"REAL_IP_FROM"} | {"BALANCERS"}


def rendered(values: Mapping[str, str]) -> str:
    """The configuration; raises KeyError for a variable without a value."""
    all_values = {**values, "REAL_IP_FROM": real_ip_from(values["BALANCERS"])}
    return VARIABLE.sub(lambda found: all_values[found[1]], TEMPLATE.read_text(encoding="utf-8"))


def real_ip_from(networks: str) -> str:
    """A directive for each network, as deploy/real-ip.envsh makes them in the image."""
    return " ".join(f"set_real_ip_from {network};" for network in networks.replace(",", " ").split())
