"""No command opens a socket: each runs in a process that is ended by the kernel, or by the interpreter, if it does."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SHARED

CASE = str(SHARED / "cases" / "native" / "strait.yaml")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("--help",),
    ("check", CASE),
    ("solve", CASE, "--rule", "nash"),
    ("frontier", CASE),
    ("zopa", CASE),
    ("why", CASE),
    ("brief", CASE, "-o", "brief.html"),
    ("brief", CASE, "-o", "brief.md"),
    ("sweep", CASE, "house-sale", "--jobs", "2"),
    ("convert", CASE, "copy.yaml"),
    ("schema",),
    ("doctor",),
    ("demo", "--json"),
)

GUARD = '''
import ctypes, os, platform, struct, sys

def refuse(event, args):
    if event in ("socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"):
        sys.stderr.write(f"forbidden: {event}\\n")
        os._exit(97)

def kernel_refuses():
    """End the process at socket(2), from whatever language it is called."""
    step = struct.Struct("HBBI")
    program = b"".join((
        step.pack(0x20, 0, 0, 0),            # load the number of the call
        step.pack(0x15, 0, 1, 41),           # is it socket, on this processor?
        step.pack(0x06, 0, 0, 0x80000000),   # then end the process
        step.pack(0x06, 0, 0, 0x7FFF0000),   # else allow it
    ))
    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("program", ctypes.c_char_p)]
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    prctl(38, 1, None, 0, 0)
    wanted = Filter(4, program)
    if prctl(22, 2, ctypes.byref(wanted), 0, 0):
        sys.stderr.write("the kernel takes no filter\\n")

sys.addaudithook(refuse)
if sys.platform == "linux" and platform.machine() == "x86_64":
    kernel_refuses()
'''
RUN = "\nfrom onetext.cli import main\nsys.exit(main())\n"


def without_sockets(code: str, arguments: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that may open no socket."""
    return subprocess.run(
        [sys.executable, "-c", GUARD + code, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda c: "-".join(Path(part).name for part in c if part != "--json"))
def test_no_command_opens_a_socket(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Every command answers with the network forbidden, charts included."""
    done = without_sockets(RUN, arguments, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_socket_of_python_is_seen(tmp_path: Path) -> None:
    """The guard in the interpreter works."""
    done = without_sockets("import socket; socket.socket()", (), tmp_path)
    assert (done.returncode, done.stderr) == (97, "forbidden: socket.__new__\n")


@pytest.mark.skipif((sys.platform, platform.machine()) != ("linux", "x86_64"), reason="the kernel's guard is for Linux on x86_64")
def test_a_socket_of_another_language_is_seen(tmp_path: Path) -> None:
    """The guard in the kernel works too: a call that Python does not see ends the process."""
    done = without_sockets("import ctypes; ctypes.CDLL(None).socket(2, 1, 0); print('open')", (), tmp_path)
    assert done.returncode == -31
    assert done.stdout == ""
