"""Ask the desktop's D-Bus who is there, before Qt is: QtDBus warns when it is used that early."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator, Mapping
from time import monotonic
from urllib.parse import unquote_to_bytes

LONGEST = 0.5  # seconds for the whole question; a bus at rest answers in two thousandths of one

_CALL, _ANSWER, _REFUSAL = 1, 2, 3
_BUS = "org.freedesktop.DBus"
_MOST_BYTES = 1 << 16  # of one answer; ours has 100


def has_owner(name: str, environment: Mapping[str, str], longest: float = LONGEST) -> bool:
    """Tell whether a program on the session bus goes by this name; False where nobody answers."""
    end = monotonic() + longest
    for address in _addresses(environment):
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as bus:
                return _asked(_Line(bus, end), address, name)
        except (OSError, ValueError, struct.error, IndexError):
            continue  # no such bus, not a bus, or one that does not answer in time
    return False


def _addresses(environment: Mapping[str, str]) -> Iterator[bytes]:
    """Yield the sockets the session bus may listen at, an abstract one with a leading zero."""
    if not hasattr(socket, "AF_UNIX"):
        return  # Windows has no session bus
    for each in environment.get("DBUS_SESSION_BUS_ADDRESS", "").split(";"):
        way, _, rest = each.partition(":")
        parts = dict(part.partition("=")[::2] for part in rest.split(","))
        if way == "unix" and "path" in parts:
            yield unquote_to_bytes(parts["path"])
        elif way == "unix" and "abstract" in parts:
            yield b"\0" + unquote_to_bytes(parts["abstract"])
    folder = environment.get("XDG_RUNTIME_DIR")
    if folder:
        yield os.fsencode(os.path.join(folder, "bus"))


class _Line:
    """A socket that gives up when the time of the whole question is over."""

    def __init__(self, bus: socket.socket, end: float) -> None:
        self._bus, self._end, self._read = bus, end, b""

    def connect(self, address: bytes) -> None:
        self._mind_the_end()
        self._bus.connect(address)

    def send(self, sent: bytes) -> None:
        self._mind_the_end()
        self._bus.sendall(sent)

    def take(self, count: int) -> bytes:
        while len(self._read) < count:
            self._mind_the_end()
            got = self._bus.recv(4096)
            if not got:
                raise OSError("the bus hung up")
            self._read += got
        taken, self._read = self._read[:count], self._read[count:]
        return taken

    def take_line(self) -> bytes:
        line = b""
        while not line.endswith(b"\r\n"):
            line += self.take(1)
            if len(line) > _MOST_BYTES:
                raise ValueError("no line of the bus is that long")
        return line

    def _mind_the_end(self) -> None:
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        self._bus.settimeout(left)


def _asked(line: _Line, address: bytes, name: str) -> bool:
    line.connect(address)
    line.send(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
    if not line.take_line().startswith(b"OK"):
        return False
    line.send(b"BEGIN\r\n" + _call(1, "Hello") + _call(2, "NameHasOwner", name))
    while True:
        kind, answers_to, body = _message(line)
        if answers_to == 2 and kind in (_ANSWER, _REFUSAL):
            return kind == _ANSWER and any(body[:4])


def _call(serial: int, member: str, argument: str = "") -> bytes:
    """Return a call of the bus itself, as the D-Bus specification lays out messages."""
    body = _text(argument) if argument else b""
    fields = b""
    told = [(1, b"o", "/org/freedesktop/DBus"), (2, b"s", _BUS), (3, b"s", member), (6, b"s", _BUS)]
    for code, kind, text in told:
        fields = _padded(fields) + bytes((code, 1)) + kind + b"\0" + _text(text)
    if argument:
        fields = _padded(fields) + b"\x08\x01g\0\x01s\0"  # the argument is one text
    start = struct.pack("<cBBBIII", b"l", _CALL, 0, 1, len(body), serial, len(fields))
    return _padded(start + fields) + body


def _message(line: _Line) -> tuple[int, int, bytes]:
    """Read one message; return its kind, the serial it answers to (0: none) and its body."""
    start = line.take(16)
    order = "<" if start[:1] == b"l" else ">"
    kind, body_length, fields_length = start[1], *struct.unpack(f"{order}4xI4xI", start)
    if body_length > _MOST_BYTES or fields_length > _MOST_BYTES:
        raise ValueError("no message of the bus is that long")
    fields = line.take(fields_length + -fields_length % 8)
    at = fields.find(b"\x05\x01u\0")  # a reply's serial
    answers_to = struct.unpack_from(f"{order}I", fields, at + 4)[0] if at >= 0 else 0
    return kind, answers_to, line.take(body_length)


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<I", len(raw)) + raw + b"\0"


def _padded(written: bytes) -> bytes:
    return written + bytes(-len(written) % 8)
