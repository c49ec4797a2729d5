"""The worked solutions of `examples/`, run as a vendor's developer runs them, against a sandbox."""

import re
import secrets
import sys

from support import sandbox as support
from support.demo import run, same

import shancheng

UNIONPAY, WECHAT, ALIPAY = "6212345678901234567", "134567890123456789", "2812345678901234"
VENDOR = support.developer()
EXAMPLES = support.ROOT / "examples"


def python(name, program, place):
    """A Python example as a function of its arguments."""
    path = str(EXAMPLES / name / program)
    return lambda *words: support.run_program(sys.executable, path, *words, place=place).strip()


def node(name, program, place):
    """A TypeScript example, built before, the same way."""
    path = str(EXAMPLES / "dist" / name / "src" / program)
    return lambda *words: support.run_program("node", path, *words, place=place).strip()


def fails(told, program, *words):
    """The program refuses, and says so."""
    try:
        printed = program(*words)
    except AssertionError as refused:
        assert told in str(refused), f"{told!r} is not in {refused}"
    else:
        raise AssertionError(f"{words} went well: {printed}")


def approved(client, reference):
    """Fen of what was approved under a reference of the shop's, less what was given back."""
    rows = client.tills.each(merchant_reference=reference)
    return sum(row["amount_fen"] - row["refunded_fen"] for row in rows
               if row["kind"] == "sale" and row["state"] == "approved")


def a_restaurant_splits_a_bill_to_the_fen():
    place = support.folder(VENDOR)
    till, client = python("restaurant", "restaurant.py", place), shancheng.Client.from_file(
        place / "sandbox.json")
    till("seat", "7")
    till("dish", "7", "毛血旺", "80.00")
    till("dish", "7", "冰粉", "20.00")
    same("three shares", till("split", "7", "3").splitlines(),
         ["share 1: 33.34 open", "share 2: 33.33 open", "share 3: 33.33 open"])
    same("the first", till("pay", "7", "1", UNIONPAY), "share 1: approved 交易成功")
    fails("share 1 is paid", till, "pay", "7", "1", UNIONPAY)
    fails("somebody has paid", till, "split", "7", "2")
    till("pay", "7", "2", WECHAT)
    same("the last", till("pay", "7", "3", ALIPAY).splitlines()[1:], ["table 7 is paid and free"])
    fails("is free", till, "bill", "7")
    same("paid", approved(client, "桌 7 单 1"), 10_000)


def a_declined_share_is_paid_by_another_try():
    place = support.folder(VENDOR)
    till = python("restaurant", "restaurant.py", place)
    till("seat", "1")
    till("dish", "1", "小面", "10.51")  # the sandbox's host declines …51
    till("split", "1", "1")
    for _ in range(2):
        assert "declined" in till("pay", "1", "1", UNIONPAY)
    same("open still", till("bill", "1"), "share 1: 10.51 declined")


def a_shop_sells_and_takes_goods_back():
    till = node("shop", "shop.js", support.folder(VENDOR))
    slip = till("sell", UNIONPAY, "6901028001011", "6921168509256", "6921168509256")
    same("goods", slip.splitlines()[:3], ["火锅底料 18.90", "矿泉水 2.00", "矿泉水 2.00"])
    number = re.search(r"total 22.90 receipt (\w+) reference 0", slip).group(1)
    same("one back", till("refund", number, "6921168509256"), "refund approved 2.00")
    same("the other", till("refund", number, "6921168509256"), "refund approved 2.00")
    fails("given back already", till, "refund", number, "6921168509256")
    assert "total 18.90" in till("receipt", number)
    fails("no such goods", till, "sell", UNIONPAY, "1")
    fails("field_invalid", till, "sell", "123", "6921168509256")


def a_scenic_spot_sells_no_place_twice_and_opens_once():
    window = python("scenic-spot", "scenic_spot.py", support.folder(VENDOR))
    slot = "2026-05-01T09:00"
    window("open", slot, "30", "2")
    state, first, second = window("sell", slot, "2", UNIONPAY).split()
    same("sold", state, "approved")
    fails("only 0 left", window, "sell", slot, "1", WECHAT)
    fails("the ticket is for", window, "enter", first, "2026-05-01T11:00")
    same("at the gate", window("enter", first, "2026-05-01T09:20"), "welcome")
    fails("no entry: used", window, "enter", first, "2026-05-01T09:21")
    fails("no refund", window, "refund", first, "2026-04-30T18:00")
    same("back", window("refund", second, "2026-04-30T18:00"), "refund approved")
    fails("no refund: refunded", window, "refund", second, "2026-04-30T18:00")
    same("a place again", window("places", slot), "1")
    same("sold again", window("sell", slot, "1", ALIPAY).split()[0], "approved")


def a_campus_card_pays_what_is_on_it():
    till = python("campus", "campus.py", support.folder(VENDOR))
    card = f"C{secrets.token_hex(5)}"
    same("issued", till("issue", card, "陈同学"), f"{card} 陈同学 0.00")
    for _ in range(2):  # told twice, done once
        same("up", till("top-up", card, "20.00", WECHAT, "T1"), "top_up 20.00, on the card 20.00")
    same("lunch", till("spend", card, "12.50", "P1"), "payment 12.50, on the card 7.50")
    fails("not enough on the card", till, "spend", card, "7.51", "P2")
    same("cold", till("refund", card, "10.00", "P1", "R1"), "refund 10.00, on the card 17.50")
    fails("only 250 fen are left", till, "refund", card, "2.51", "P1", "R2")
    fails("not topped up: declined", till, "top-up", card, "10.51", WECHAT, "T2")
    same("all of it", till("balance", card).splitlines(),
         ["17.50", "  R1 refund 10.00 done", "  P2 payment 7.51 refused",
          "  P1 payment 12.50 done", "  T1 top_up 20.00 done"])


def a_car_park_opens_for_a_payment_alone():
    gate = node("car-park", "car-park.js", support.folder(VENDOR))
    same("in", gate("in", "渝A12345", "2026-05-01T08:00"), "gate opens")
    fails("is inside already", gate, "in", "渝A12345")
    for time, price in (("08:15", "0.00"), ("08:16", "5.00"), ("10:30", "9.00"), ("23:59", "30.00")):
        same(time, gate("price", "渝A12345", f"2026-05-01T{time}"), price)
    same("two days", gate("price", "渝A12345", "2026-05-03T08:30"), "65.00")
    fails("show a payment code", gate, "out", "渝A12345")
    fails("field_invalid", gate, "out", "渝A12345", "123", "2026-05-01T10:30")
    same("out", gate("out", "渝A12345", UNIONPAY, "2026-05-01T10:30").splitlines(),
         ["approved 9.00 交易成功", "gate opens"])
    fails("is not inside", gate, "price", "渝A12345")
    gate("in", "渝B1", "2026-05-01T08:00")
    same("a quarter of an hour", gate("out", "渝B1", "-", "2026-05-01T08:10"), "gate opens")


if __name__ == "__main__":
    run(
        a_restaurant_splits_a_bill_to_the_fen,
        a_declined_share_is_paid_by_another_try,
        a_shop_sells_and_takes_goods_back,
        a_scenic_spot_sells_no_place_twice_and_opens_once,
        a_campus_card_pays_what_is_on_it,
        a_car_park_opens_for_a_payment_alone,
    )
