"""Asks an address outside whether it is there, politely, and never one inside our own network. No Django."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

OK, GONE, FAILED, UNSURE, REFUSED = "ok", "gone", "failed", "unsure", "refused"
SECONDS = 8  # for a connection, and for each answer
WHOLE = 20  # seconds for one request, however slowly it drips
MOST_HOPS = 4
PORTS = frozenset({80, 443})
TRY_WHOLE = frozenset({400, 403, 404, 405, 501})  # some servers answer HEAD so, though the page is there
SHY = frozenset({401, 403, 407, 429, 451, 999})  # there is something, but not for machines
MOVED = frozenset({301, 302, 303, 307, 308})
# Names that nobody can own (RFC 2606, RFC 6761): a sample's addresses are not asked.
RESERVED = (".example", ".test", ".invalid", ".localhost", ".local", ".internal")


class NotAsked(Exception):
    """The address leads where this machine does not go: another scheme or port, or a private network."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open net; those of our own network, of the machine and of clouds' metadata are not."""
    found: Any = ipaddress.ip_address(address)
    for inner in (getattr(found, "ipv4_mapped", None), getattr(found, "sixtofour", None)):
        found = inner or found
    if isinstance(found, ipaddress.IPv6Address) and found in ipaddress.ip_network("64:ff9b::/96"):
        found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return bool(found.is_global and not found.is_multicast)


def ask(
    url: str, *, agent: str, may_go: Callable[[str], bool] = is_public, ports: frozenset[int] = PORTS
) -> tuple[str, int | None]:
    """What is there (OK, GONE, FAILED, UNSURE, REFUSED) and the last status, or None without an answer.

    Asks HEAD, and GET where that is not understood, without reading the page; follows a few moves, each looked at like the
    first. The name is looked up once and the connection goes to the address that was looked at.
    """
    status: int | None = None
    try:
        for _hop in range(MOST_HOPS + 1):
            status, moved_to = _answer(url, "HEAD", agent, may_go, ports)
            if status in TRY_WHOLE:
                status, moved_to = _answer(url, "GET", agent, may_go, ports)
            if status not in MOVED or not moved_to:
                return _judged(status), status
            url = urljoin(url, moved_to)
    except NotAsked:
        return REFUSED, None
    except (OSError, http.client.HTTPException, ValueError):
        return FAILED, None
    return FAILED, status  # round and round


def _judged(status: int) -> str:
    if status in SHY:
        return UNSURE
    if status in {404, 410}:
        return GONE
    return OK if status < 400 else FAILED


def _answer(url: str, method: str, agent: str, may_go: Any, ports: frozenset[int]) -> tuple[int, str]:
    """The status and where it has moved to."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme not in {"http", "https"} or port not in ports or not host or parts.username or parts.password:
        raise NotAsked(url)
    name = host.encode("idna").decode("ascii")
    connection = _connection(parts.scheme, name, port, _looked_up(name, port, may_go))
    timer = threading.Timer(WHOLE, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        safe = path if path.isascii() and path.isprintable() and " " not in path else _quoted(path)
        connection.request(method, safe, headers={"User-Agent": agent, "Accept": "*/*", "Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        timer.cancel()
        connection.close()


def _quoted(path: str) -> str:
    return "".join(one if one.isascii() and one.isprintable() and one != " " else _hex(one) for one in path)


def _hex(one: str) -> str:
    return "".join(f"%{byte:02X}" for byte in one.encode())


def _looked_up(host: str, port: int, may_go: Callable[[str], bool]) -> str:
    """The address to go to. Raises NotAsked when any of the name's addresses is not public: such a name is a trap."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [str(row[4][0]).partition("%")[0] for row in rows]
    if not found or not all(may_go(each) for each in found):
        raise NotAsked(host)
    return found[0]


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    """A connection under the host's name that goes to the address, whatever the name would give a second time."""
    pinned = socket.create_connection((address, port), timeout=SECONDS)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        if scheme == "https":
            pinned = ssl.create_default_context().wrap_socket(pinned, server_hostname=host)
    except OSError:
        pinned.close()
        raise
    connection.sock = pinned
    return connection


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        connection.sock.close()


def is_reserved(url: str) -> bool:
    """Whether it stands under a name that nobody can own."""
    host = (urlsplit(url).hostname or "").lower()
    return host.endswith(RESERVED) or host in {name[1:] for name in RESERVED}
