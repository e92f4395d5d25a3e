"""One request that the sweeps send."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Request:
    """One request; `name` is the matrix's resource."""

    name: str
    path: str
    method: str = "GET"
    data: Any = field(default_factory=dict)
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def sent_by(self, client):
        if self.method not in {"GET", "POST"}:
            return client.generic(self.method, self.path, self.data, content_type=self.content_type, headers=self.headers)
        if self.method == "GET":
            return client.get(self.path)
        if self.content_type:
            return client.post(self.path, self.data, content_type=self.content_type)
        return client.post(self.path, self.data)


def at(name, *args):
    """The address of a named page."""
    return reverse(name, args=args)
