"""The steps that a decision goes through until it is approved, as a program's rules name them. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RECALL_MINUTES = 15
DEFAULT = [{"code": "approver", "name": {"ja": "決裁者", "en": "Approver", "zh": "审批者"}}]


@dataclass(frozen=True)
class PlannedStep:
    """One step: its place, counted from 1, its code, and its name by language."""

    order: int
    code: str
    name: Mapping[str, str]


def steps_of(rules: Mapping[str, Any]) -> Sequence[PlannedStep]:
    """The steps in order. Rules that name none mean one approver."""
    rows = rules.get("approval", {}).get("steps") or DEFAULT
    return [PlannedStep(order, row["code"], row["name"]) for order, row in enumerate(rows, start=1)]


def is_express(rules: Mapping[str, Any]) -> bool:
    """Whether one click proposes everything and another approves and releases it: only where there is one step to sign."""
    return bool(rules.get("approval", {}).get("express")) and len(steps_of(rules)) == 1


def recall_minutes(rules: Mapping[str, Any]) -> int:
    """How long after a release its letters wait, so that it can be called back."""
    return int(rules.get("approval", {}).get("recall_minutes", RECALL_MINUTES))


def faults_of(approval: Mapping[str, Any]) -> list[str]:
    """What is wrong with a program's way of approving, in words for whoever writes its file; empty when nothing is."""
    rows = approval.get("steps", [])
    codes = [row.get("code", "") for row in rows]
    found = [f"step {place} has no code" for place, code in enumerate(codes, start=1) if not code]
    found += [f"code {code} stands twice" for code in sorted(set(codes)) if code and codes.count(code) > 1]
    if approval.get("express") and len(rows) > 1:
        found.append("express needs exactly one step")
    nameless = [place for place, row in enumerate(rows, start=1) if not row.get("name", {}).get("ja")]
    return found + [f"step {place} has no Japanese name" for place in nameless]
