"""The demo under test: where it listens, who may sign in, which terminals it has."""

import json
import os
import sys
import time
import traceback

import requests

BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8080").rstrip("/")
API = f"{BASE_URL}/api/v1"


def facts():
    """The file that the demo writes when it is ready."""
    with open(os.environ["DEMO_FILE"], encoding="utf-8") as file:
        return json.load(file)


def sign_in(starts="admin@network"):
    """A session of the first demo person whose login begins so; an administrator otherwise."""
    people = facts()["sign_ins"]
    person = next((one for one in people if one["login"].startswith(starts)), people[0])
    session = requests.Session()
    session.headers["x-requested-with"] = "shancheng"
    answer = session.post(f"{API}/sign-in", timeout=20, json={
        "login": person["login"], "password": person["password"]})
    assert answer.status_code == 200, f"sign-in of {person['login']}: {answer.text}"
    return session


def get(session, path, **query):
    """The JSON of a GET that must succeed."""
    answer = session.get(f"{API}/{path}", params=query, timeout=20)
    assert answer.status_code == 200, f"GET {path}: {answer.status_code} {answer.text}"
    return answer.json()


def same(what, got, wanted):
    """Fails with both values."""
    assert got == wanted, f"{what}: got {got!r}, wanted {wanted!r}"


def until(what, ask, seconds=15):
    """Asks until the answer is true, and gives it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = ask()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{what}: not within {seconds} s")


def run(*tests):
    """Runs tests in order, each told by its name; status 1 when one fails."""
    failed = 0
    for test in tests:
        name = test.__name__.replace("_", " ")
        try:
            test()
        except Exception:  # every failure is told, and the others still run
            failed += 1
            print(f"FAILED  {name}")
            traceback.print_exc()
        else:
            print(f"ok      {name}")
    sys.exit(1 if failed else 0)
