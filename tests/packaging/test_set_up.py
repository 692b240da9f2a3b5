"""Set-up is done once, repaired when it was interrupted, and takes just what is pinned."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """Load `dev.py` with an environment in a folder of its own and commands that only tell."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", venv / "sayso-setup")
    monkeypatch.setattr(module, "REQUIREMENTS", requirements)
    monkeypatch.setattr(module, "COMPILED", venv / "sayso-compiled")
    monkeypatch.setattr(module, "SOURCES", tmp_path / "app")
    module.ran = []
    module.failing = ""

    def run(command, **_):
        words = " ".join(map(str, command))
        module.ran.append(words)
        failed = bool(module.failing) and module.failing in words
        return subprocess.CompletedProcess(command, int(failed), "", "")

    monkeypatch.setattr(module.subprocess, "run", run)
    return module


def test_the_second_time_nothing_is_run(dev):
    assert dev.set_up_environment()
    assert any("--require-hashes" in words for words in dev.ran)
    dev.ran.clear()
    assert dev.set_up_environment()
    assert dev.ran == []


def test_an_interrupted_set_up_is_done_again(dev):
    dev.failing = "--require-hashes"
    assert not dev.set_up_environment()
    dev.failing = ""
    dev.ran.clear()
    assert dev.set_up_environment()
    assert any("--require-hashes" in words for words in dev.ran)


def test_other_pins_are_installed(dev):
    assert dev.set_up_environment()
    dev.ran.clear()
    dev.REQUIREMENTS.write_text("one==2\n", encoding="utf-8")
    assert dev.set_up_environment()
    assert any("--require-hashes" in words for words in dev.ran)


def test_a_broken_environment_is_made_anew(dev):
    dev.failing = "-m pip --version"
    assert dev.set_up_environment()
    assert any("-m venv" in words for words in dev.ran)


def test_sources_are_compiled_once_and_again_when_they_change(dev):
    source = dev.SOURCES / "inner" / "module.py"
    source.parent.mkdir(parents=True)
    source.write_text("ONE = 1\n", encoding="utf-8")
    dev.compile_sources()
    assert [words.split()[-1] for words in dev.ran] == [str(dev.SOURCES)]
    dev.compile_sources()
    assert len(dev.ran) == 1
    source.write_text("ONE = 11\n", encoding="utf-8")
    dev.compile_sources()
    assert len(dev.ran) == 2
    (source.parent / "__pycache__").mkdir()
    dev.compile_sources()
    dev.failing = "compileall"
    source.unlink()
    for _ in range(2):  # what failed is tried again
        dev.compile_sources()
    assert len(dev.ran) == 5


def test_sources_are_compiled_where_python_is_told_to_write_nothing(dev, monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "module.py").write_text("ONE = 1\n", encoding="utf-8")
    for name, value in (("SOURCES", folder), ("COMPILED", folder / "stamp")):
        monkeypatch.setattr(dev, name, value)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    dev.compile_sources()
    assert list(folder.glob("__pycache__/module.*.pyc"))


def test_missing_libraries_are_asked_for_by_the_command_that_installs_them(
    dev, monkeypatch, capsys
):
    monkeypatch.setattr(dev, "_loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    dev.failing = "sudo -n true"
    assert not dev.install_system_packages(testing=False)
    assert "sudo apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().err


def test_every_requirement_is_pinned_by_hash_and_none_names_an_address():
    text = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+)==\S+(?:.*\\\n)((?:    --hash=.*\n)+)", text, re.MULTILINE)
    names = {name.lower().replace("_", "-") for name, _ in entries}
    assert len(entries) == len(re.findall(r"^[a-zA-Z]", text, re.MULTILINE))
    assert "://" not in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    declared = {re.match(r"[\w-]+", item)[0].lower() for item in wanted}
    assert declared <= names


def test_the_wheel_carries_resources_and_migrations(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = zipfile.ZipFile(wheel).namelist()
    assert "app/_resources/sample/sample.txt" in held
    assert any(name.startswith("app/_resources/fonts/") for name in held)
    assert any(re.match(r"app/library/migrations/.*\.py", name) for name in held)
    assert not any(name.startswith("tests/") for name in held)
