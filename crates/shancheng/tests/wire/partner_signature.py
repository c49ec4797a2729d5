"""A partner that signs its requests by RFC 9421 with `cryptography`, nothing of ours in between.

The signature base, the content digest (RFC 9530) and the Ed25519 signature are made here from
the texts of the RFCs.
"""

import base64
import hashlib
import json
import secrets
import time

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from support.demo import API, facts, get, run, same, sign_in


class Partner:
    """A partner of the bank that keeps merchants: its key, and requests under it."""

    def __init__(self, role="merchant_manager"):
        admin = sign_in("admin@network")
        bank = next(one for one in get(admin, "institutions")["items"] if one["code"] == "48026530")
        made = admin.post(f"{API}/partners", timeout=20, json={
            "name": f"签名测试 {secrets.token_hex(4)}", "institution_id": bank["id"],
            "roles": [role]})
        assert made.status_code == 201, made.text
        self.private = Ed25519PrivateKey.generate()
        pem = self.private.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        key = admin.post(f"{API}/partners/{made.json()['id']}/keys", timeout=20, json={
            "label": "wire test", "algorithm": "ed25519", "public_key": pem})
        assert key.status_code == 201, key.text
        self.key_id = key.json()["id"]
        self.admin, self.id = admin, made.json()["id"]

    def headers(self, method, url, body=b"", key=None, **stamp):
        """Headers of a signed request; `stamp` overrides created, nonce, keyid or covered."""
        headers, lines = {}, [f'"@method": {method}', f'"@target-uri": {url}']
        if body:
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            headers["content-digest"] = f"sha-256=:{digest}:"
            headers["content-type"] = "application/json"
            lines += [f'"content-digest": {headers["content-digest"]}',
                      '"content-type": application/json']
        if key:
            headers["idempotency-key"] = key
            lines.append(f'"idempotency-key": {key}')
        lines = lines[:stamp.get("covered", len(lines))]
        names = " ".join(line.split(": ")[0] for line in lines)
        created = stamp.get("created", int(time.time()))
        nonce = stamp.get("nonce", secrets.token_urlsafe(16))
        keyid = stamp.get("keyid", self.key_id)
        parameters = f'({names});created={created};keyid="{keyid}";alg="ed25519";nonce="{nonce}"'
        base = "\n".join([*lines, f'"@signature-params": {parameters}'])
        signature = base64.b64encode(self.private.sign(base.encode())).decode()
        return headers | {"signature-input": f"sig1={parameters}",
                          "signature": f"sig1=:{signature}:"}

    def get(self, path, **stamp):
        """A signed GET."""
        url = f"{API}/{path}"
        return requests.get(url, headers=self.headers("GET", url, **stamp), timeout=20)

    def post(self, path, content, key, sent=None, **stamp):
        """A signed POST with an idempotency key; `sent`: the body that leaves, if another."""
        url, body = f"{API}/{path}", json.dumps(content).encode()
        headers = self.headers("POST", url, body, key, **stamp)
        return requests.post(url, data=sent or body, headers=headers, timeout=20)


def refused(answer, code, status=401):
    """The answer is a problem document with that status and code."""
    same("status", (answer.status_code, answer.json().get("code")), (status, code))
    same("content type", answer.headers["content-type"].split(";")[0], "application/problem+json")


PARTNER = None


def partner():
    """One partner for all tests."""
    global PARTNER  # made by the first test that needs it, so that its failure is told as one
    PARTNER = PARTNER or Partner()
    return PARTNER


def merchant():
    """A merchant of the bank, as the partner sees it."""
    answer = partner().get("merchants?state=active&limit=1")
    same("status of the list", answer.status_code, 200)
    return answer.json()["items"][0]


def a_signed_request_reads_merchants():
    answer = partner().get("merchants?limit=5")
    same("status", answer.status_code, 200)
    items = answer.json()["items"]
    assert items, "no merchants"
    same("institutions seen", {one["institution_id"] for one in items}, {2})


def only_what_the_roles_allow_is_answered():
    same("people", partner().get("people").status_code, 403)


def a_nonce_is_good_once():
    url = f"{API}/merchants?limit=1"
    headers = partner().headers("GET", url)
    same("first", requests.get(url, headers=headers, timeout=20).status_code, 200)
    refused(requests.get(url, headers=headers, timeout=20), "signature_replayed")


def an_old_signature_is_refused():
    old = int(time.time()) - 3600
    refused(partner().get("merchants?limit=1", created=old), "signature_out_of_window")


def another_address_than_the_signed_one_is_refused():
    headers = partner().headers("GET", f"{API}/merchants?limit=1")
    answer = requests.get(f"{API}/merchants?limit=2", headers=headers, timeout=20)
    refused(answer, "signature_mismatch")


def a_changed_body_is_refused():
    path = f"merchants/{merchant()['id']}/stores"
    answer = partner().post(path, store(), secrets.token_hex(8), sent=b'{"code":"forged"}')
    refused(answer, "content_digest_mismatch")


def a_body_that_the_signature_does_not_cover_is_refused():
    path = f"merchants/{merchant()['id']}/stores"
    answer = partner().post(path, store(), secrets.token_hex(8), covered=2)
    refused(answer, "signature_component_not_covered")


def an_idempotency_key_that_the_signature_does_not_cover_is_refused():
    path = f"merchants/{merchant()['id']}/stores"
    answer = partner().post(path, store(), secrets.token_hex(8), covered=4)
    refused(answer, "signature_component_not_covered")


def an_unknown_key_is_refused():
    answer = partner().get("merchants", keyid="key_01999999-9999-7999-8999-999999999999")
    same("status", answer.status_code, 401)


def store():
    """A store to add."""
    return {"code": f"W{secrets.token_hex(4).upper()}", "name": "签名测试门店", "address": "重庆市渝中区民族路 1 号",
            "division_code": "500103",
            "place": {"latitude_e6": 29_557_700, "longitude_e6": 106_577_000, "datum": "wgs84"}}


def a_write_sent_twice_is_done_once_and_answered_the_same():
    path, key, content = f"merchants/{merchant()['id']}/stores", secrets.token_hex(8), store()
    first = partner().post(path, content, key)
    same("status", (first.status_code, first.text[:300] * (first.status_code != 201)), (201, ""))
    again = partner().post(path, content, key)
    same("the same answer", (again.status_code, again.json()), (201, first.json()))
    same("marked as given again", again.headers.get("idempotency-replayed"), "true")
    other = partner().post(path, content | {"name": "另一个门店"}, key)
    refused(other, "idempotency_key_reused", 409)
    refused(partner().post(path, content, None), "idempotency_key_required", 400)


def a_revoked_key_is_good_for_nothing():
    one = partner()
    gone = one.admin.delete(f"{API}/partners/{one.id}/keys/{one.key_id}", timeout=20)
    same("revoked", gone.status_code, 200)
    same("afterwards", one.get("merchants?limit=1").status_code, 401)


if __name__ == "__main__":
    assert facts()["http"]
    run(
        a_signed_request_reads_merchants,
        only_what_the_roles_allow_is_answered,
        a_nonce_is_good_once,
        an_old_signature_is_refused,
        another_address_than_the_signed_one_is_refused,
        a_changed_body_is_refused,
        a_body_that_the_signature_does_not_cover_is_refused,
        an_idempotency_key_that_the_signature_does_not_cover_is_refused,
        an_unknown_key_is_refused,
        a_write_sent_twice_is_done_once_and_answered_the_same,
        a_revoked_key_is_good_for_nothing,
    )
