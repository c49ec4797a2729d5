"""Schemathesis, a property-based tester of APIs, against every operation of the OpenAPI document.

Signed in as an administrator. A server error fails, and so does an answer that contradicts the
document: a body against its schema, a content type or a status that is not declared. Left out is
what would end the session or lock the person out, and streams, which never end. It changes
whatever it can, so it is named to run after the others.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import requests

from support.demo import BASE_URL, sign_in

# What the tester itself lives by: its session, its password, its institution; and streams.
LEFT_OUT = re.compile(
    r"/(sign-(in|out)|me(/.*)?|sessions/.*|.*stream)$|^patch .*/institutions/[^/]+$")
METHODS = {"get", "put", "post", "delete", "patch"}
CHECKS = "not_a_server_error,response_schema_conformance,content_type_conformance"
SECONDS_MAX = int(os.environ.get("SCHEMATHESIS_SECONDS", "170"))
EXAMPLES_MAX = os.environ.get("SCHEMATHESIS_EXAMPLES", "8")


def document():
    """The OpenAPI document as it is served."""
    answer = requests.get(f"{BASE_URL}/api/openapi.json", timeout=20)
    assert answer.status_code == 200, answer.text
    return answer.json()


def cookie():
    """The cookie header of an administrator's session."""
    session = sign_in("admin@network")
    return "; ".join(f"{one.name}={one.value}" for one in session.cookies)


def main():
    """Runs the tester; its status is ours."""
    served = document()
    kept, left_out = {}, []
    for path, item in served["paths"].items():
        for method in METHODS & set(item):
            if LEFT_OUT.search(f"{method} {path}"):
                left_out.append(f"{method} {path}")
        kept[path] = {name: what for name, what in item.items()
                      if f"{name} {path}" not in left_out}
    operations = sum(len(METHODS & set(item)) for item in kept.values())
    assert 20 <= operations, f"only {operations} operations: is this the whole document?"
    print(f"{operations} operations; left out: {sorted(left_out)}")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "openapi.json")
        file.write_text(json.dumps(served | {"paths": kept}), encoding="utf-8")
        command = [
            str(pathlib.Path(sys.executable).with_name("schemathesis")), "run", str(file),
            "--url", BASE_URL, "--checks", CHECKS, "--phases", "examples,coverage,fuzzing",
            "--max-examples", EXAMPLES_MAX, "--workers", "2", "--seed", "20261122",
            "--no-shrink", "--request-timeout", "20", "--continue-on-failure",
            "--suppress-health-check", "all", "--warnings", "off",
            "--header", f"cookie: {cookie()}", "--header", "x-requested-with: shancheng",
        ]
        return subprocess.run(command, cwd=folder, timeout=2 * SECONDS_MAX, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
