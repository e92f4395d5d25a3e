"""Jobs for workers that are going to be killed."""

import time
from pathlib import Path

from django_tasks import task

from home.actions import letters


@task()
def write_after_sign(folder: str) -> None:
    """Notes that it began, waits for the sign, then writes one letter."""
    with (Path(folder) / "begun").open("a") as begun:
        begun.write("once\n")
    deadline = time.monotonic() + 60
    while not (Path(folder) / "sign").exists():
        if time.monotonic() > deadline:
            raise TimeoutError("nobody gave the sign")
        time.sleep(0.05)
    words = {"person": "Sato", "organization": "Tachibana", "email": "sato@company.example", "invited": "sato@company.example"}
    letters.write("organizations/joined", key=f"joined:{folder}", to="owner@company.example", language="en", context=words)
