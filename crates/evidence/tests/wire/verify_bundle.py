#!/usr/bin/env python3
"""Checks a proof bundle without a line of the code that made it.

usage: verify_bundle.py BUNDLE.json [VERIFIER_KEY]

Needs only Python and `cryptography` (requirements.txt). Follows RFC 9162 for the inclusion proof
and the C2SP specifications signed-note and tlog-checkpoint for the checkpoint. Prints the leaf
and exits 0 when the bundle holds; says why and exits 1 when it does not.
"""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Bad(Exception):
    pass


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_from(leaf, index, size, proof):
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        raise Bad("the index is not below the tree's size")
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            raise Bad("the proof is too long")
        if fn & 1 or fn == sn:
            r = sha256(b"\x01", p, r)
            while not fn & 1 and fn != 0:
                fn >>= 1
                sn >>= 1
        else:
            r = sha256(b"\x01", r, p)
        fn >>= 1
        sn >>= 1
    if sn != 0:
        raise Bad("the proof is too short")
    return r


def read_key(text):
    name, key_id, rest = text.split("+", 2)
    typed = base64.b64decode(rest, validate=True)
    if len(typed) != 33 or typed[0] != 1:
        raise Bad("the log's key is not an Ed25519 key")
    if sha256(name.encode(), b"\n", typed)[:4].hex() != key_id:
        raise Bad("the log's key does not match its own id")
    return name, bytes.fromhex(key_id), Ed25519PublicKey.from_public_bytes(typed[1:])


def open_checkpoint(note, vkey):
    name, key_id, key = read_key(vkey)
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, signer, blob = line.split(" ")
        raw = base64.b64decode(blob, validate=True)
        if dash == "\u2014" and signer == name and raw[:4] == key_id:
            try:
                key.verify(raw[4:], text.encode())
            except InvalidSignature:
                raise Bad("the checkpoint's signature is wrong") from None
            break
    else:
        raise Bad("the checkpoint is not signed by the log")
    origin, size, root, *_ = text.splitlines()
    if origin != name:
        raise Bad("the checkpoint is of another log")
    return int(size), base64.b64decode(root, validate=True)


def look_up(value, pointer):
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def check(bundle, trusted=None):
    if bundle["format"] != "shancheng.evidence/1":
        raise Bad("unknown format")
    if trusted is not None and trusted != bundle["log_key"]:
        raise Bad("the bundle is of another log than the trusted key")
    size, root = open_checkpoint(bundle["checkpoint"], bundle["log_key"])
    if size != bundle["tree_size"]:
        raise Bad("the checkpoint is of another size")
    leaf = sha256(b"\x00", bundle["entry"].encode())
    proof = [base64.b64decode(text, validate=True) for text in bundle["inclusion"]]
    if root_from(leaf, bundle["index"], size, proof) != root:
        raise Bad("the entry is not in the log at that place")
    entry = json.loads(bundle["entry"])
    written = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if written != bundle["entry"]:
        raise Bad("the entry is not canonical JSON")
    if entry["id"] != bundle["leaf_id"]:
        raise Bad("the entry is of another leaf")
    for opening in bundle.get("openings", []):
        salted = sha256(
            b"shancheng/salted/v1\n", bytes.fromhex(opening["salt"]), opening["value"].encode()
        )
        if look_up(entry, opening["pointer"]) != "sha256:" + salted.hex():
            raise Bad("field %s does not open" % opening["pointer"])
    return entry


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        bundle = json.load(file)
    try:
        entry = check(bundle, sys.argv[2] if len(sys.argv) > 2 else None)
    except (Bad, KeyError, ValueError, IndexError) as bad:
        print("NOT PROVEN: %s" % bad, file=sys.stderr)
        return 1
    print(json.dumps(entry, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
