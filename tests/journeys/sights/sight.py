"""A sight: one page type in one state, as one person gets to see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Sight:
    """`kind` is a route's name or a page class; `do` brings the open page into the state.

    `lands` is a part of the address that the path leads to, where it leads elsewhere.
    """

    kind: str
    path: str
    state: str = "filled"
    who: str = ""
    status: int = 200
    do: Callable[[Any], None] | None = None
    lands: str = ""

    def __str__(self):
        return f"{self.kind} ({self.state}{', ' + self.who if self.who else ''})"


def at(name, record):
    """The address of a record's page."""
    return reverse(name, args=[record.public_id])


def send(page, **fields):
    """Sends the page's first form of the main part with these values, past the browser's own checks."""
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    form = page.locator("main form:not([role=search])").first
    with page.expect_navigation():
        form.evaluate("form => { form.noValidate = true; form.requestSubmit(form.querySelector('.button--primary')); }")


def sending(**fields):
    """The state after that."""
    return lambda page: send(page, **fields)


def opening(selector):
    """The state after one press that opens something on the page."""
    return lambda page: page.locator(selector).first.click()
