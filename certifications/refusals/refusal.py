"""The root of all refusals."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An action refused. `message` says what happened and how to mend it, in the reader's language."""

    message: Any = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.message)
