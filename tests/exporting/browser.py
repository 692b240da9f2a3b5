"""Open an exported page in a browser without a window, and ask it what it sees."""

from __future__ import annotations

import html
import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

needs_chromium = pytest.mark.skipif(
    not shutil.which("chromium") and not os.environ.get("CI"), reason="chromium is not installed"
)

_FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe id="page" src="{name}" style="width:{width}px;height:{height}px;border:0"></iframe>
<pre id="answer"></pre>
<script>
const frame = document.getElementById("page");
frame.addEventListener("load", () => {{
  const page = frame.contentDocument, view = frame.contentWindow;
  const answer = (() => {{ {script} }})();
  document.getElementById("answer").textContent = JSON.stringify(answer);
}});
</script>
"""


def asked(folder: Path, page: bytes, script: str, width: int = 1280, height: int = 900):
    """Return what a script says of `page` and its `view`, shown that many pixels wide."""
    (folder / "page.html").write_bytes(page)
    frame = folder / "frame.html"
    frame.write_text(
        _FRAME.format(name="page.html", width=width, height=height, script=script),
        encoding="utf-8",
    )
    dom = _chromium(folder, "--allow-file-access-from-files", "--dump-dom", f"file://{frame}")
    answer = re.search(rb'<pre id="answer">(.*?)</pre>', dom, re.DOTALL)
    assert answer, dom[-2000:]
    return json.loads(html.unescape(answer[1].decode()))


def shot(folder: Path, page: bytes, width: int, height: int, *flags: str) -> Image.Image:
    """Return the top of a page as it is drawn."""
    file, picture = folder / "page.html", folder / "page.png"
    file.write_bytes(page)
    _chromium(
        folder,
        *flags,
        f"--window-size={width},{height}",
        f"--screenshot={picture}",
        f"file://{file}",
    )
    return Image.open(io.BytesIO(picture.read_bytes())).convert("RGB")


def printed(folder: Path, page: bytes) -> Path:
    """Return the PDF a browser makes of a page."""
    file, pdf = folder / "page.html", folder / "page.pdf"
    file.write_bytes(page)
    _chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", f"file://{file}")
    return pdf


def _chromium(folder: Path, *arguments: str) -> bytes:
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--virtual-time-budget=3000",
        f"--user-data-dir={folder / 'profile'}",
        *arguments,
    ]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout
