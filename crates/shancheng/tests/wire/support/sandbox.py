"""A sandbox of the demo's vendor, as its developer gets it, and the clients of `clients/`."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

from support.demo import API, sign_in

ROOT = Path(__file__).resolve().parents[5]
sys.path.insert(0, str(ROOT / "clients" / "python" / "src"))

BASE = API.rsplit("/api/", 1)[0]


def developer():
    """Somebody of the vendor, signed in."""
    return sign_in("vendor@")


def sandbox(session=None):
    """The content of a `sandbox.json` under a new key."""
    made = (session or developer()).post(f"{API}/sandbox", json={}, timeout=30)
    assert made.status_code == 201, made.text
    return {"base_url": BASE, **made.json()}


def folder(session=None):
    """A folder with a `sandbox.json`, removed at the end."""
    place = Path(tempfile.mkdtemp(prefix="sandbox."))
    atexit.register(shutil.rmtree, place, True)
    (place / "sandbox.json").write_text(json.dumps(sandbox(session)), encoding="utf-8")
    return place


def run_program(*command, place, **more):
    """What a program prints; its failure is told whole."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "clients" / "python" / "src"), **more}
    ended = subprocess.run(command, cwd=place, env=environment, timeout=120, check=False,
                           capture_output=True, text=True)
    assert ended.returncode == 0, f"{command}: {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def requests_get(url, headers):
    """A GET with these headers and nothing added."""
    return requests.get(url, headers=headers, timeout=20)


def code_of(readme, language, number=0):
    """A block of code of a page, or of a section of it: `PAGE#7-title` begins at its `## 7.`."""
    page, _, section = readme.partition("#")
    text = (ROOT / page).read_text(encoding="utf-8")
    if section:
        text = text.split(f"\n## {section.split('-')[0]}. ", 1)[1]
    return text.split(f"```{language}\n")[number + 1].split("```")[0]
