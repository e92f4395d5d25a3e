"""Asks a clamd over its socket, in its INSTREAM protocol, whether a file is clean."""

import socket
import struct
from pathlib import Path

TIMEOUT_SECONDS = 30
CHUNK = 65_536


class Unavailable(Exception):
    """The scanner could not be reached or did not give a clear answer; the file counts as not clean."""


def is_clean(address: str, path: Path) -> bool:
    """Whether the scanner at `address` ("/run/clamd.sock" or "host:3310") finds nothing. Raises Unavailable."""
    try:
        with _connect(address) as connection, path.open("rb") as handle:
            connection.sendall(b"zINSTREAM\0")
            while chunk := handle.read(CHUNK):
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            answer = _answer(connection)
    except OSError as error:
        raise Unavailable(str(error)) from error
    if answer == "stream: OK":
        return True
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return False
    raise Unavailable(answer or "no answer")


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def _answer(connection: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < CHUNK:
        part = connection.recv(CHUNK)
        if not part:
            break
        received += part
    return received.rstrip(b"\0").decode("utf-8", "replace").strip()
