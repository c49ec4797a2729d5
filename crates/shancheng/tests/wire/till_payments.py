"""A till that pays over HTTP: orders, repeated orders, refunds, cancelling, signed by RFC 9421."""

import secrets

from partner_signature import Partner
from support.demo import facts, run, same

FAST = "48026530"  # the acquirer whose stand-in answers in milliseconds
UNIONPAY, WECHAT, ALIPAY = "6212345678901234567", "134567890123456789", "2812345678901234"
TILL = None


def order(reference=None, fen=1_000, code=UNIONPAY, **more):
    """An order at a terminal of the demo; its own traffic uses other numbers."""
    till = next(one for one in facts()["terminals"] if one.get("acquirer_code") == FAST)
    return {"order_reference": reference or secrets.token_hex(8), "terminal_id": till["id"],
            "serial": till["serial"], "amount_fen": fen, "code": code,
            "place": till.get("place")} | more


def pay(content):
    """Sends an order under a key of its own: only its reference says that it is the same."""
    return TILL.post("payments", content, secrets.token_hex(8))


def paid(fen=1_000, **more):
    """An order that is approved: the demo's hosts decline some by chance."""
    for _ in range(8):
        content = order(fen=fen, **more)
        answer = pay(content)
        same("status", answer.status_code, 201)
        if answer.json()["state"] == "approved":
            return content, answer.json()
    raise AssertionError(f"eight orders were all refused, last {answer.text}")


def each_kind_of_code_pays():
    for code in (UNIONPAY, WECHAT, ALIPAY):
        _, answer = paid(code=code)
        same("amount", (answer["amount_fen"], answer["currency"]), (1_000, "CNY"))


def an_order_sent_again_is_the_same_payment():
    content, first = paid(2_500)
    again = pay(content)
    same("payment", again.json()["payment_id"], first["payment_id"])
    changed = pay({**content, "amount_fen": 2_501})
    same("another amount", (changed.status_code, changed.json()["code"]),
         (409, "order_reference_taken"))


def two_orders_under_one_bill_are_two_payments():
    bill = secrets.token_hex(4)
    _, first = paid(merchant_reference=bill)
    _, second = paid(merchant_reference=bill)
    assert first["payment_id"] != second["payment_id"]
    listed = TILL.get(f"payments/orders?merchant_reference={bill}").json()["items"]
    approved = [one for one in listed if one["state"] == "approved"]
    same("payments of the bill", len(approved), 2)


def refunds_never_sum_to_more_than_was_paid():
    content, _ = paid(1_000)
    path = f"payments/orders/{content['order_reference']}/refunds"

    def back(fen):
        return TILL.post(path, {"order_reference": secrets.token_hex(8), "amount_fen": fen},
                         secrets.token_hex(8))

    same("a part", back(400).status_code, 201)
    much = back(601)
    same("more than is left", (much.status_code, much.json()["code"]), (409, "payment_refused"))
    same("the rest", back(600).status_code, 201)
    order_now = TILL.get(f"payments/orders/{content['order_reference']}").json()
    same("given back", order_now["refunded_fen"], 1_000)


def an_order_is_cancelled_once_and_for_all():
    content, _ = paid(700)
    path = f"payments/orders/{content['order_reference']}/cancel"
    for _ in range(2):
        answer = TILL.post(path, {}, secrets.token_hex(8))
        same("status", answer.status_code, 200)
        assert answer.json()["state"] in ("reversal_pending", "reversed"), answer.text
    late = TILL.post(f"payments/orders/{content['order_reference']}/refunds",
                     {"order_reference": secrets.token_hex(8), "amount_fen": 1},
                     secrets.token_hex(8))
    same("refund of what is cancelled", late.json()["code"], "payment_refused")


def what_is_wrong_names_its_field():
    for field, value in (("code", "999999999999999999"), ("amount_fen", 0),
                         ("order_reference", "a b"), ("serial", "")):
        answer = pay({**order(), field: value})
        same(field, (answer.status_code, answer.json().get("field")), (422, field))
    other = pay({**order(), "serial": "SOMEONEELSES0001"})
    same("another serial number", other.json()["response_code"], "58")
    same("somebody else's order", TILL.get("payments/orders/nothing").status_code, 404)
    same("a till sees no merchants", TILL.get("merchants").status_code, 403)


if __name__ == "__main__":
    TILL = Partner("till")
    run(
        each_kind_of_code_pays,
        an_order_sent_again_is_the_same_payment,
        two_orders_under_one_bill_are_two_payments,
        refunds_never_sum_to_more_than_was_paid,
        an_order_is_cancelled_once_and_for_all,
        what_is_wrong_names_its_field,
    )
