"""E-mail addresses as people in Japan have them: full-width typing is read, old carriers' addresses are accepted."""

import re
import unicodedata

# RFC 5321 lets neither two dots in a row nor a dot before the @ stand unquoted, but mobile carriers gave such addresses
# out until about 2009, and they still work. The local part is checked for its signs only.
LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", re.IGNORECASE)
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)


def normalize(typed: str) -> str:
    """The address in half width and lower case, without spaces around it: one person has one account."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def is_plausible(address: str) -> bool:
    """Whether letters can be sent there, as far as the form of an address tells."""
    local, at, domain = address.rpartition("@")
    labels = domain.split(".")
    return bool(
        at
        and len(address) <= 254
        and LOCAL.fullmatch(local)
        and len(labels) >= 2
        and all(LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )


def masked(address: str) -> str:
    """The address for somebody who should recognize it, not learn it: h•••@company.example."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"
