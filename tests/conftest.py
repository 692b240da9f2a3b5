"""What every test may rely on: no test reads or writes the reader's own folders."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

if not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """Keep library, settings and logs of a test in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


IN_A_NAMESPACE = ("unshare", "--map-root-user", "--mount")
"""How somebody who is not root mounts a disk that only he sees."""


@pytest.fixture
def small_disk():
    """A disk of two megabytes, really mounted: by root, or in a namespace (see below)."""
    if os.geteuid() != 0:
        if subprocess.run([*IN_A_NAMESPACE, "true"], check=False, capture_output=True).returncode:
            pytest.skip("a small disk cannot be mounted here: neither root nor user namespaces")
        yield None
        return
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "sayso-test", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("a small disk cannot be mounted here: root may not mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that needs a small disk in a namespace of its own where it has none yet."""
    if pyfuncitem.funcargs.get("small_disk", pyfuncitem) is not None:
        return None
    again = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", pyfuncitem.nodeid]
    ran = subprocess.run(
        [*IN_A_NAMESPACE, *again],
        cwd=pyfuncitem.config.rootpath,
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        pytest.fail(ran.stdout + ran.stderr, pytrace=False)
    return True
