"""The sandbox, its log, and the examples of both clients' READMEs, as they stand there."""

import secrets
import shutil
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support import sandbox as support
from support.demo import API, get, run, same, until

import shancheng

VENDOR = support.developer()
PLACE = support.folder(VENDOR)
SANDBOX = support.json.loads((PLACE / "sandbox.json").read_text(encoding="utf-8"))
CLIENT = shancheng.Client.from_file(PLACE / "sandbox.json")
CODE = SANDBOX["codes"][0]["code"]


def order(fen=1_000, **more):
    """An order at the sandbox's till."""
    return {"order_reference": secrets.token_hex(8), "terminal_id": SANDBOX["terminal_id"],
            "serial": SANDBOX["serial"], "amount_fen": fen, "code": CODE} | more


def the_quick_start_of_the_integration_page_runs_as_it_stands():
    place, page = support.folder(VENDOR), "docs/INTEGRATION.md"
    (place / "sandbox.json").unlink()
    start = page + "#7-the-sandbox"
    support.run_program("bash", "-euc", support.code_of(start, "sh"), place=place,
                        BASE=support.BASE)
    printed = support.run_program(sys.executable, "-c", support.code_of(start, "python"),
                                  place=place)
    assert printed.startswith("approved 0"), printed


def the_python_readme_says_what_happens():
    printed = support.run_program(sys.executable, "-c", support.code_of(
        "clients/python/README.md", "python"), place=support.folder(VENDOR)).splitlines()
    assert printed[0].startswith("approved 0"), printed
    same("then", printed[1:5], ["refund approved", "order_reference_taken", "refund 500",
                                "sale 2500"])


def the_typescript_readme_says_what_happens():
    place = support.folder(VENDOR)
    (place / "readme.mjs").write_text(support.code_of("clients/typescript/README.md", "ts"),
                                      encoding="utf-8")
    packages = place / "node_modules" / "@shancheng"
    packages.mkdir(parents=True)
    (packages / "client").symlink_to(support.ROOT / "clients" / "typescript")
    printed = support.run_program(shutil.which("node"), "readme.mjs", place=place).splitlines()
    assert printed[0].startswith("approved 0"), printed
    same("then", printed[1:5], ["refund approved", "order_reference_taken", "refund 500",
                                "sale 2500"])


def each_amount_ends_as_it_is_told():
    for amount in SANDBOX["amounts"]:
        if amount["asked"] != "sale" or amount["then"] == "late":
            continue
        ended = CLIENT.tills.pay(order(fen=int(f"10{amount['ends']}")))
        wanted = amount.get("response_code", "98")
        same(amount["ends"], ended["response_code"], wanted)
    same("any other", CLIENT.tills.pay(order(fen=1_234))["state"], "approved")


def all_codes_pay():
    for code in SANDBOX["codes"]:
        same(code["wallet"], CLIENT.tills.pay(order(code=code["code"]))["state"], "approved")


def what_was_asked_is_seen():
    reference = secrets.token_hex(8)
    key = secrets.token_hex(8)
    CLIENT.tills.pay(order(order_reference=reference), idempotency_key=key)
    rows = get(VENDOR, "sandbox/requests", q=key)["items"]
    same("kept once", [(one["method"], one["status"], one["signature"]) for one in rows],
         [("POST", 201, "good")])
    one = get(VENDOR, f"sandbox/requests/{rows[0]['id']}")
    assert reference in one["request_body"] and CODE not in one["request_body"], one
    again = VENDOR.post(f"{API}/sandbox/requests/{one['id']}/replay", json={"key": "same"},
                        timeout=30).json()
    same("again", (again["status"], again["replayed"], again["signature"]), (201, True, "console"))


class Hook(BaseHTTPRequestHandler):
    """Keeps what is delivered; answers 500 to the first try of each event."""

    came = []

    def do_POST(self):
        headers = dict(self.headers.items())
        seen = [one["webhook-id"] for one, _ in Hook.came]
        Hook.came.append((headers, self.rfile.read(int(headers["content-length"]))))
        self.send_response(204 if headers["webhook-id"] in seen else 500)
        self.end_headers()

    def log_message(self, *_):
        pass


def a_webhook_is_verified_and_each_try_of_it_is_seen():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    made = VENDOR.post(f"{API}/webhooks", json={"url": url, "events": ["payment.approved"]},
                       timeout=20).json()
    hooks = shancheng.Webhooks(url, {made["key_id"]: made["public_key"]})
    paid = CLIENT.tills.pay(order())["payment_id"]

    def came():
        # The payment before it may be told too.
        return [one for one in Hook.came if paid.encode() in one[1]]

    headers, body = until("delivery", came)[0]
    event = hooks.event(headers, body)
    same("event", (event["name"], event["aggregate"]), ("payment.approved", paid))
    try:
        hooks.event(headers, body.replace(b"1000", b"9000"))
    except shancheng.NotGenuine:
        pass
    else:
        raise AssertionError("a changed body was taken")
    row = until("the refused try", lambda: next(
        (one for one in get(VENDOR, f"webhooks/{made['id']}/deliveries")["items"]
         if one["last_status"] == 500 and one["aggregate"] == paid), None))
    tries = get(VENDOR, f"webhooks/deliveries/{row['id']}")["tries"]
    same("tries", [one["status"] for one in tries], [500])
    again = VENDOR.post(f"{API}/webhooks/deliveries/{row['id']}/replay", timeout=20)
    same("sent again", again.status_code, 201)
    until("the same event", lambda: 1 < len(came()))
    same("event", hooks.event(*came()[1])["id"], event["id"])
    VENDOR.patch(f"{API}/webhooks/{made['id']}", json={"state": "paused"}, timeout=20)
    server.shutdown()


def a_wrong_signature_shows_the_base_that_the_server_made():
    request = f"{API}/payments/orders?limit=1"
    headers = shancheng.signing.sign("GET", request + "0", {}, b"", CLIENT.key_id, CLIENT._key)
    answer = support.requests_get(request, headers)
    same("refused", answer.json()["code"], "signature_mismatch")
    rows = get(VENDOR, "sandbox/requests", signature="refused")["items"]
    one = get(VENDOR, f"sandbox/requests/{rows[0]['id']}")
    assert f'"@target-uri": {request}\n' in one["signature_base"], one["signature_base"]


def a_clock_that_is_wrong_is_seen_too():
    request = f"{API}/payments/orders"
    headers = shancheng.signing.sign("GET", request, {}, b"", CLIENT.key_id, CLIENT._key,
                                     now=int(time.time()) - 900)
    same("refused", support.requests_get(request, headers).json()["code"],
         "signature_out_of_window")
    rows = get(VENDOR, "sandbox/requests", q="signature_out_of_window")["items"]
    assert rows, "it is not in the log"


if __name__ == "__main__":
    run(
        the_quick_start_of_the_integration_page_runs_as_it_stands,
        the_python_readme_says_what_happens,
        the_typescript_readme_says_what_happens,
        each_amount_ends_as_it_is_told,
        all_codes_pay,
        what_was_asked_is_seen,
        a_webhook_is_verified_and_each_try_of_it_is_seen,
        a_wrong_signature_shows_the_base_that_the_server_made,
        a_clock_that_is_wrong_is_seen_too,
    )
