"""The client against a small server of its own: signatures, tries, problems, pages, webhooks.

    PYTHONPATH=src python3 -m unittest discover -s tests
"""

import base64
import inspect
import json
import re
import threading
import typing
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

import shancheng
from shancheng import signing
from shancheng.client import written
from shancheng.generated import models, operations


class Server:
    """Gives the answers that a test lays out, in order, and keeps what came."""

    def __init__(self):
        self.answers, self.came = [], []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def any(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.came.append((self.command, self.path, headers, body))
                status, more, content = outer.answers.pop(0)
                if status == 0:  # hangs up
                    self.close_connection = True
                    return
                raw = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status)
                for name, value in {"content-length": str(len(raw)), **more}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = any

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


class Case(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        secret, public = shancheng.new_key()
        self.public = load_pem_public_key(public.encode())
        self.slept = []
        self.client = shancheng.Client(self.server.url, "key_1", secret, sleep=self.slept.append)

    def tearDown(self):
        self.server.http.shutdown()
        self.server.http.server_close()

    def answer(self, status, content=None, **more):
        more = {name.replace("_", "-"): value for name, value in more.items()}
        self.server.answers.append((status, more, {} if content is None else content))


class Requests(Case):
    def check(self, came):
        """The signature of what came, from the text of RFC 9421."""
        method, path, headers, body = came
        label, parameters = headers["signature-input"].split("=", 1)
        names = re.findall(r'"([^"]+)"', parameters[: parameters.index(")")])
        values = {"@method": method, "@target-uri": self.server.url + path}
        lines = [f'"{name}": {values.get(name) or headers[name]}' for name in names]
        base = "\n".join([*lines, f'"@signature-params": {parameters}'])
        signature = base64.b64decode(headers["signature"][len(label) + 2:-1])
        self.public.verify(signature, base.encode())
        return names, parameters

    def test_a_write_is_signed_with_digest_and_idempotency_key(self):
        self.answer(201, {"state": "approved"})
        self.assertEqual(self.client.tills.pay({"code": "桌"})["state"], "approved")
        names, parameters = self.check(self.server.came[0])
        self.assertEqual(names, ["@method", "@target-uri", "content-digest", "content-type",
                                 "idempotency-key"])
        for wanted in (r";created=\d{10};", r';keyid="key_1";', r';nonce="[\w-]{8,64}"'):
            self.assertRegex(parameters, wanted)

    def test_what_stands_in_the_path_and_query_is_escaped_and_signed_so(self):
        self.answer(200, {"items": []})
        self.client.tills.list(merchant_reference="桌 7&x=1", limit=5)
        self.answer(200, {})
        self.client.tills.read("a/b c")
        paths = [came[1] for came in self.server.came]
        self.assertEqual(parse_qs(urlsplit(paths[0]).query),
                         {"merchant_reference": ["桌 7&x=1"], "limit": ["5"]})
        self.assertEqual(paths[1], "/api/v1/payments/orders/a%2Fb%20c")
        self.assertEqual(self.check(self.server.came[0])[0], ["@method", "@target-uri"])
        self.check(self.server.came[1])

    def test_tries_have_one_key_and_a_nonce_each(self):
        self.answer(503, {"code": "payment_unknown"}, retry_after="7")
        self.answer(0)
        self.answer(409, {"code": "idempotency_in_progress"})
        self.answer(201, {"state": "approved"})
        self.client.tills.pay({}, idempotency_key="mine")
        came = self.server.came
        self.assertEqual([one[2]["idempotency-key"] for one in came], ["mine"] * 4)
        nonces = {re.search('nonce="([^"]+)', one[2]["signature-input"]).group(1) for one in came}
        self.assertEqual((len(nonces), self.slept[0]), (4, 7.0))
        self.assertTrue(1.0 <= self.slept[1] <= 2.0 <= self.slept[2] <= 4.0, self.slept)

    def test_what_another_try_cannot_mend_is_told_at_once(self):
        for status, code, kind in ((422, "field_invalid", shancheng.Invalid),
                                   (401, "signature_mismatch", shancheng.Unsigned),
                                   (403, "not_allowed", shancheng.Forbidden),
                                   (404, "order_missing", shancheng.Missing),
                                   (409, "order_reference_taken", shancheng.Conflict)):
            self.answer(status, {"code": code, "detail": "why", "field": "amount_fen"})
            with self.assertRaises(kind) as caught:
                self.client.tills.pay({})
            self.assertEqual((caught.exception.code, caught.exception.field), (code, "amount_fen"))
        self.assertEqual((len(self.server.came), self.slept), (5, []))

    def test_tries_end(self):
        for _ in range(4):
            self.answer(500, b"<html>")
        with self.assertRaises(shancheng.ServerFault) as caught:
            self.client.tills.pay({})
        self.assertEqual((caught.exception.code, len(self.slept)), ("not_a_problem", 3))
        self.server.answers = [(0, {}, b"")] * 4
        with self.assertRaises(shancheng.Unreachable):
            self.client.tills.read("A")

    def test_every_row_of_every_page_comes_once(self):
        self.answer(200, {"items": [{"n": 1}, {"n": 2}], "next": "c/1"})
        self.answer(200, {"items": [{"n": 3}]})
        rows = self.client.tills.each(merchant_reference="7")
        self.assertEqual(next(rows), {"n": 1})
        self.assertEqual(len(self.server.came), 1, "the second page is not asked for yet")
        self.assertEqual(list(rows), [{"n": 2}, {"n": 3}])
        self.assertIn("cursor=c%2F1", self.server.came[1][1])

    def test_files_are_bytes(self):
        self.answer(200, b"\x00\x01")
        self.assertEqual(self.client.terminals.export(), b"\x00\x01")

    def test_values_of_a_query(self):
        self.assertEqual([written(one) for one in (True, ["a", 1], "x")], ["true", "a,1", "x"])


class Deliveries(unittest.TestCase):
    URL = "https://shop.example/hook"

    def setUp(self):
        self.key = Ed25519PrivateKey.generate()
        raw = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()
        self.hooks = shancheng.Webhooks(self.URL, {"key_9": raw})
        self.body = json.dumps({"id": "evt_1", "name": "payment.approved"}).encode()
        self.headers = {"content-type": "application/json"}
        self.headers.update(signing.sign("POST", self.URL, self.headers, self.body, "key_9",
                                         self.key, now=1_000_000))

    def refused(self, now=1_000_010, body=None, **change):
        headers = {**self.headers, **{name.replace("_", "-"): to for name, to in change.items()}}
        with self.assertRaises(shancheng.NotGenuine):
            self.hooks.event(headers, self.body if body is None else body, now=now)

    def test_a_genuine_one_is_read(self):
        headers = {name.title(): value for name, value in self.headers.items()}
        self.assertEqual(self.hooks.event(headers, self.body, now=1_000_299)["id"], "evt_1")

    def test_another_body_time_address_key_or_cover_is_refused(self):
        self.refused(body=self.body + b" ")
        self.refused(now=1_000_301)
        self.refused(signature_input=self.headers["signature-input"].replace("key_9", "key_8"))
        self.refused(content_type="text/plain")
        self.refused(signature_input='sig1=("@method");created=1000000;keyid="key_9"')
        self.refused(signature="sig2" + self.headers["signature"][4:])
        self.hooks.url = "https://other.example/hook"
        self.refused()
        with self.assertRaises(shancheng.NotGenuine):
            self.hooks.event({}, self.body)


class Types(unittest.TestCase):
    def test_every_name_in_the_types_is_one(self):
        for name in dir(models):
            kind = getattr(models, name)
            if isinstance(kind, type) and kind.__module__ == models.__name__:
                typing.get_type_hints(kind)
        for name in dir(operations):
            group = getattr(operations, name)
            for method in vars(group).values() if isinstance(group, type) else ():
                if inspect.isfunction(method) and method.__module__ == operations.__name__:
                    # Methods may be called `list`; annotations only name typing's own.
                    typing.get_type_hints(method)

    def test_what_must_be_there_is_told_from_what_may(self):
        order = models.NewOrder
        self.assertIn("amount_fen", order.__required_keys__)
        self.assertIn("place", order.__optional_keys__)


if __name__ == "__main__":
    unittest.main()
