"""The session bus is asked quickly, and never holds up the start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading

import pytest

from ledger_app.gui.input_method.session_bus import has_owner
from tests.gui.input_method.desktop import desktop, missing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no session bus")
BUS = "org.freedesktop.DBus"


@pytest.mark.skipif(bool(missing()), reason=missing() or "installed")
def test_a_real_bus_says_who_is_there(tmp_path):
    with desktop(tmp_path) as made:
        assert has_owner(BUS, made.environment)
        assert not has_owner("org.freedesktop.portal.IBus", made.environment)
        address = made.environment["DBUS_SESSION_BUS_ADDRESS"]
        other = {"DBUS_SESSION_BUS_ADDRESS": f"tcp:host=nowhere;unix:path=/nowhere;{address}"}
        assert has_owner(BUS, other)


@pytest.mark.skipif(bool(missing()), reason=missing() or "installed")
@pytest.mark.parametrize("kind", ["path", "runtime folder", "abstract", "blank in it"])
def test_every_way_of_naming_the_bus_is_known(tmp_path, kind):
    folder = tmp_path / "a b" if kind == "blank in it" else tmp_path
    folder.mkdir(exist_ok=True)
    asked = f"unix:abstract={tmp_path}" if kind == "abstract" else f"unix:path={folder}/bus"
    command = ("dbus-daemon", "--session", "--nofork", "--print-address", "--address")
    named = asked.replace(" ", "%20")
    with subprocess.Popen(
        (*command, named), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as b:
        address = b.stdout.readline().decode().strip()
        told = {"DBUS_SESSION_BUS_ADDRESS": address}
        if kind == "runtime folder":
            told = {"XDG_RUNTIME_DIR": str(folder)}
        found = has_owner(BUS, told)
        b.terminate()
    assert found


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"DBUS_SESSION_BUS_ADDRESS": ""},
        {"DBUS_SESSION_BUS_ADDRESS": "autolaunch:"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus,guid=0"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=" + "x" * 300},
        {"DBUS_SESSION_BUS_ADDRESS": ";;unix:;=,=;unix:abstract=%zz"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/dev/null", "XDG_RUNTIME_DIR": "/dev/null"},
    ],
)
def test_where_no_bus_is_nobody_is_there(told):
    assert not has_owner(BUS, told)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"REJECTED EXTERNAL\r\n",
        b"HTTP/1.0 400\r\n\r\n",
        b"OK 1234\r\n" + b"\0" * 64,
        b"OK 1234\r\nl\x02\x01\x01\xff\xff\xff\xff\0\0\0\0\xff\xff\xff\xff",
        b"x" * 200_000,
    ],
)
@pytest.mark.parametrize("hangs_up", [True, False])
def test_what_is_no_bus_is_given_up(tmp_path, said, hangs_up):
    address = tmp_path / "s"
    over = threading.Event()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(address))
        listening.listen()

        def serve():
            with listening.accept()[0] as caller:
                try:
                    caller.sendall(said)
                except OSError:
                    return
                if not hangs_up:
                    over.wait(60)

        serving = threading.Thread(target=serve)
        serving.start()
        assert not has_owner(BUS, {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={address}"}, 0.2)
        over.set()
        serving.join()


def test_a_bus_that_takes_nobody_on_is_given_up(tmp_path):
    address = os.fsencode(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)  # and never listens
        told = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={os.fsdecode(address)}"}
        assert not has_owner(BUS, told, 0.2)
