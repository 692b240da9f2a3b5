#!/usr/bin/env python3
"""Set up Sayso on a bare machine, then run it or its tests.

    python3 packaging/dev.py run [-- ARGS]     open Sayso, or pass ARGS to the `sayso` command
    python3 packaging/dev.py test [-- ARGS]    run every check and test, ARGS going to pytest

Standard library only. The environment is `.venv` in the project's root; its packages are the ones
pinned by hash in `packaging/requirements.txt`, which is made from pyproject.toml by

    uv pip compile --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml \\
        --custom-compile-command "see packaging/dev.py" -o packaging/requirements.txt

which writes no address into it. A test holds it to that.

A stamp inside `.venv` holds the hash of what it was set up from; an interrupted set-up leaves no
stamp and is done again. Another tells which sources are compiled.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
STAMP = VENV / "sayso-setup"
SOURCES = ROOT / "app"
COMPILED = VENV / "sayso-compiled"
OLDEST_PYTHON = (3, 11)

# What Qt loads, by the file the loader asks for, so that package names that differ between
# releases (libglib2.0-0t64) do not matter while the library is there.
WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
TEST_TOOLS = {
    "qpdf": "qpdf",
    "pdftoppm": "poppler-utils",
    "mutool": "mupdf-tools",
    "pandoc": "pandoc",
    "chromium": "chromium",
    "Xvfb": "xvfb",
}

# `dev.py test` runs these in order and stops at the first that fails.
CHECKS = (
    ("Checking style", ["ruff", "check", "."]),
    ("Checking layout", ["ruff", "format", "--check", "."]),
    ("Checking who imports whom", ["lint-imports"]),
    ("Checking types", ["mypy"]),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Set up Sayso, then run it or its tests.")
    parser.add_argument("command", choices=["run", "test"])
    parser.add_argument("args", nargs="*", help="after --, passed on to sayso or to pytest")
    options = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        return _fail(f"Sayso needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    testing = options.command == "test"
    if not install_system_packages(testing) or not set_up_environment():
        return 1
    compile_sources()
    return run_tests(options.args) if testing else run_sayso(options.args)


def install_system_packages(testing: bool) -> bool:
    """Install what is missing of Qt's libraries and, for testing, the tools; say what is done."""
    missing = [package for file, package in WINDOW_LIBRARIES.items() if not _loads(file)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if testing:
        missing += [package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)]
    if not sys.platform.startswith("linux") or not missing:
        return True
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    by_hand = f"sudo apt-get update && sudo {' '.join(install)}"
    if not shutil.which("apt-get"):
        _say(f"These system packages seem to be missing (Debian's names): {' '.join(missing)}")
        return True
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not _succeeds(["sudo", "-n", "true"]):
        _fail(f"Some system packages are missing. Install them with:\n  {by_hand}")
        return False
    _say(f"Installing system packages: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-q"], install):
        done = subprocess.run([*prefix, *step], env=environment, capture_output=True, text=True)
        if done.returncode:
            _fail(f"{done.stderr.strip()}\nInstalling failed. Try it by hand:\n  {by_hand}")
            return False
    return True


def set_up_environment() -> bool:
    """Make `.venv` hold just what the pinned requirements say, unless it does already."""
    wanted = _fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted and PYTHON.exists():
        return True
    STAMP.unlink(missing_ok=True)
    if not _succeeds([str(PYTHON), "-m", "pip", "--version"]):
        _say("Making a virtual environment in .venv")
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        if made.returncode:
            _fail("The virtual environment could not be made.")
            return False
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-qq"]
    steps = (
        (
            "Installing the pinned packages (a minute or two, about 700 MB)",
            [*pip, "install", "--no-deps", "--require-hashes", "-r", str(REQUIREMENTS)],
        ),
        (
            "Installing Sayso itself",
            [*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
        ),
        ("Checking that the packages fit together", [*pip, "check"]),
    )
    for what, command in steps:
        _say(what)
        if subprocess.run(command, cwd=ROOT).returncode:
            _fail("Set-up did not finish. Run the same command again to resume it.")
            return False
    _unpack_binding()
    STAMP.write_text(wanted, encoding="ascii")
    _say("Set-up is done")
    return True


def _unpack_binding() -> None:
    """Have Qt's binding lay its own Python files beside it, and compile them.

    Otherwise it compiles them out of its library at every start: a twentieth of the time until the
    window shows. Where this fails it goes on doing so.
    """
    shown = "import shiboken6, os; print(os.path.dirname(shiboken6.__file__))"
    unpacked = subprocess.run(
        [str(PYTHON), "-c", shown],
        env={**os.environ, "SBK_EMBED": "0"},
        capture_output=True,
        text=True,
    )
    folder = Path(unpacked.stdout.strip(), "files.dir")
    if unpacked.returncode == 0 and folder.is_dir():
        subprocess.run([str(PYTHON), "-m", "compileall", "-qq", str(folder)])


def compile_sources() -> None:
    """Compile what has changed, so that every start reads compiled modules.

    Python would do it by itself, but not where it is told to write none, as in many containers.
    """
    state = _state_of_sources()
    if COMPILED.is_file() and COMPILED.read_text(encoding="ascii") == state:
        return
    command = [str(PYTHON), "-m", "compileall", "-qq", str(SOURCES)]
    if subprocess.run(command, cwd=ROOT).returncode == 0:
        COMPILED.write_text(_state_of_sources(), encoding="ascii")


def run_sayso(args: list[str]) -> int:
    """Run the installed command and return its exit status."""
    return subprocess.run([str(BIN / "sayso"), *args]).returncode


def run_tests(args: list[str]) -> int:
    """Run the checks and the tests on an off-screen display; return the first bad exit status."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for what, command in CHECKS:
        _say(what)
        tool = [str(BIN / command[0]), *command[1:]]
        done = subprocess.run(tool, cwd=ROOT, env=environment)
        if done.returncode:
            return done.returncode
    _say("Running the tests")
    # On all cores, but where a few are asked for: each core loads the model and the fonts anew.
    spread = [] if args else ["-n", "auto", "--dist", "worksteal"]
    command = [str(PYTHON), "-m", "pytest", *spread, *args]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def _fingerprint() -> str:
    """Hash what the environment depends on: the pins, the project's metadata and the Python."""
    digest = hashlib.sha256(sys.version.encode())
    for file in (REQUIREMENTS, ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    digest.update(str(ROOT).encode())  # an environment does not survive being moved
    return digest.hexdigest()


def _state_of_sources() -> str:
    """Hash which sources there are, how old each is, and whether compiled ones are kept."""
    digest = hashlib.sha256()
    for file in sorted(SOURCES.rglob("*.py")):
        facts = file.stat()
        kept = (file.parent / "__pycache__").is_dir()
        digest.update(f"{file} {facts.st_mtime_ns} {facts.st_size} {kept}\n".encode())
    return digest.hexdigest()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def _say(what: str) -> None:
    print(f"sayso: {what}", flush=True)


def _fail(what: str) -> int:
    print(f"sayso: {what}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
