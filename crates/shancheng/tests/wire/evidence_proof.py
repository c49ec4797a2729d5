"""The proof of a terminal's binding, checked by the Python standard library and `cryptography`.

The verifier is `crates/evidence/tests/wire/verify_bundle.py`, which holds no line of ours; the
program's own `verify evidence` must say the same of the same file.
"""

import importlib.util
import json
import os
import pathlib
import subprocess
import tempfile

import requests

from support.demo import API, facts, get, run, same, sign_in, until

VERIFIER = pathlib.Path(__file__).resolve().parents[3] / "evidence/tests/wire/verify_bundle.py"
_SPEC = importlib.util.spec_from_file_location("verify_bundle", VERIFIER)
verify_bundle = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(verify_bundle)


def terminal():
    """A bound terminal of the demo, as the API shows it."""
    session, known = sign_in("ops@network"), facts()["terminals"][0]
    found = get(session, "terminals", q=known["serial"], limit=5)["items"]
    one = next(one for one in found if one["serial"] == known["serial"])
    return session, get(session, f"terminals/{one['id']}")


def bundle():
    """The bytes of the proof file of that terminal's binding, once it has its place in the log."""
    session, one = terminal()

    def ask():
        answer = session.get(f"{API}/terminals/{one['id']}/proof", timeout=20)
        assert answer.status_code in (200, 409), answer.text
        return answer.content if answer.status_code == 200 else None

    return one, until("the proof", ask)


def program(raw, *arguments):
    """What the program says of a proof file: status and output."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "proof.json")
        path.write_bytes(raw)
        done = subprocess.run(
            [os.environ["SHANCHENG"], "verify", "evidence", str(path), *arguments],
            capture_output=True, text=True, timeout=60, check=False, cwd=folder)
        return done.returncode, done.stdout


def key():
    """The log's public key, as anybody reads it."""
    answer = requests.get(f"{API}/evidence/key", timeout=20)
    same("status", answer.status_code, 200)
    return answer.text.strip()


def a_proof_holds_for_a_verifier_that_nobody_here_wrote():
    one, raw = bundle()
    entry = verify_bundle.check(json.loads(raw), key())
    same("the leaf", entry["id"], one["binding"]["leaf_id"])
    body = entry["body"]
    same("the serial number", body["serial"], one["serial"])
    # What belongs to a person or an account is there as a salted hash only.
    assert body["settlement_account"].startswith("sha256:"), body["settlement_account"]


def the_program_says_the_same():
    _, raw = bundle()
    entry = verify_bundle.check(json.loads(raw), key())
    status, said = program(raw, "--key", key())
    same("status", status, 0)
    said = json.loads(said)
    for name, mine in (("leaf_id", entry["id"]), ("kind", entry["kind"]), ("body", entry["body"])):
        same(name, said[name], mine)
    same("under a key that was named", said["key_trusted"], True)


def refuses(raw):
    """Both verifiers refuse these bytes."""
    try:
        verify_bundle.check(json.loads(raw), key())
    except (verify_bundle.Bad, KeyError, ValueError, IndexError):
        pass
    else:
        raise AssertionError("the verifier here takes it")
    status, said = program(raw, "--key", key())
    same("the program's status", (status, said), (1, ""))


def one_changed_byte_breaks_it():
    _, raw = bundle()
    whole = json.loads(raw)
    for name in ("entry", "checkpoint"):
        text = whole[name]
        # Another hexadecimal digit or letter, in the middle of what is proven.
        at = next(i for i in range(len(text) // 2, len(text)) if text[i].isalnum())
        other = "b" if text[at] != "b" else "c"
        refuses(json.dumps(whole | {name: text[:at] + other + text[at + 1:]}).encode())
    refuses(json.dumps(whole | {"index": whole["index"] + 1}).encode())


def another_log_is_not_believed():
    _, raw = bundle()
    name, _, rest = key().split("+", 2)
    other = f"{name}+00000000+{rest}"
    status, _ = program(raw, "--key", other)
    same("status under another key", status, 1)


if __name__ == "__main__":
    run(
        a_proof_holds_for_a_verifier_that_nobody_here_wrote,
        the_program_says_the_same,
        one_changed_byte_breaks_it,
        another_log_is_not_believed,
    )
