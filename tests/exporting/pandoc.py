"""What pandoc makes of an exported file."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

needs_pandoc = pytest.mark.skipif(
    not shutil.which("pandoc") and not os.environ.get("CI"), reason="pandoc is not installed"
)


def converted(content: bytes | str, form: str, to: str = "plain") -> str:
    """Return a file in another form, its lines unbroken."""
    if isinstance(content, str):
        content = content.encode("utf-8")
    command = ["pandoc", "-f", form, "-t", to, "--wrap=none"]
    done = subprocess.run(command, input=content, capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8")
