"""A terminal nobody here wrote, on pyiso8583 and psec, against the front of a running demo.

Response codes (F39) by meaning: 00 approved, 12 cannot be undone any more, 25 no such original,
51 not enough money, 58 the terminal may not do this, 61 more than is left, 77 sign in anew,
94 that number was used for something else, 97 no such terminal, A0 the MAC does not hold.
"""

import time

from support.demo import facts, run, same
from support.pos import Line, Till, card, terminal_data

FAST = "48026530"  # the acquirer whose stand-in answers in milliseconds


def terminals():
    """The terminals that the demo's own traffic leaves alone, those of the fast acquirer first.

    Two tills that use one terminal take the keys from each other at every sign-in.
    """
    every = facts()["terminals"]
    free = [one for index, one in enumerate(every) if one.get("free", index % 10 == 9)] or every
    return sorted(free, key=lambda one: one.get("acquirer_code") != FAST)


def till(number=0):
    """A terminal of the demo, signed in on a connection of its own."""
    one = Till(terminals()[number])
    same("sign-in", one.sign_in()["39"], "00")
    return one


def a_sign_in_gives_keys_that_match_their_check_values():
    one = Till(terminals()[0])
    first = one.sign_in()
    same("sign-in", first["39"], "00")
    batch = one.batch
    same("batch number in F60", 0 < batch, True)
    same("second sign-in", one.sign_in()["39"], "00")
    same("each sign-in begins a batch", one.batch, batch + 1)


def a_sale_is_approved_under_a_mac():
    one = till()
    sale, answer = one.approved_sale(12_300)
    same("amount", answer["4"], sale["4"])
    same("MAC (checked by the till)", "64" in answer, True)
    for field in ("37", "38", "12", "13", "32"):
        assert answer.get(field, "").strip(), f"field {field} of the answer is empty"
    assert "52" not in answer and "35" not in answer, "card data in an answer"


def a_sale_without_enough_money_is_declined():
    one = till()
    same("an amount that ends in 51", one.exchange("0200", one.sale(10_051))["39"], "51")


def a_duplicate_gets_the_very_same_answer():
    one = till()
    sale, first = one.approved_sale(4_500)
    again = one.exchange("0200", sale)
    for field in ("4", "32", "37", "38", "39"):
        same(f"field {field} of the second answer", again.get(field), first.get(field))


def duplicates_at_the_same_time_are_one_payment():
    one = till()
    sale = one.sale(3_300)
    for _ in range(5):
        one.line.send(one.raw("0200", sale))
    answers = [one.answer("0200", sale["11"]) for _ in range(5)]
    same("different answers", len({(a["39"], a.get("37")) for a in answers}), 1)


def the_same_number_with_another_amount_is_refused():
    one = till()
    sale, _ = one.approved_sale(5_000)
    same("the number is taken", one.exchange("0200", {**sale, "4": f"{5_001:012}"})["39"], "94")


def a_void_takes_the_whole_back_once():
    one = till()
    sale, answer = one.approved_sale(6_600)
    same("void of another amount", one.exchange("0200", one.undo("23", sale, 6_599, answer))["39"],
         "61")
    same("void", one.exchange("0200", one.undo("23", sale, 6_600, answer))["39"], "00")
    same("second void", one.exchange("0200", one.undo("23", sale, 6_600, answer))["39"], "12")
    same("refund after void", one.exchange("0220", one.undo("25", sale, 1, answer))["39"], "12")


def refunds_never_sum_to_more_than_was_paid():
    one = till()
    sale, answer = one.approved_sale(10_000)
    same("partial refund", one.exchange("0220", one.undo("25", sale, 4_000, answer))["39"], "00")
    same("more than is left", one.exchange("0220", one.undo("25", sale, 6_001, answer))["39"], "61")
    same("what is left", one.exchange("0220", one.undo("25", sale, 6_000, answer))["39"], "00")
    same("nothing is left", one.exchange("0220", one.undo("25", sale, 1, answer))["39"], "61")


def a_refund_to_another_card_is_refused():
    one = till()
    sale, answer = one.approved_sale(2_000)
    fields = one.undo("25", sale, 500, answer) | {"2": card(account=77)}
    same("no such original for this card", one.exchange("0220", fields)["39"], "25")


def a_hold_is_completed_once_and_a_little_above_it():
    one = till()
    hold, held = one.approved("0100", lambda: one.preauth(10_000))
    assert held["38"].strip(), "no authorisation code"
    same("above 115 %", one.exchange("0200", one.undo("20", hold, 11_501, held))["39"], "61")
    done, answer = one.approved("0200", lambda: one.undo("20", hold, 11_500, held))
    same("second completion", one.exchange("0200", one.undo("20", hold, 1, held))["39"], "12")
    same("void of a completed hold", one.exchange("0100", one.undo("11", hold, 10_000, held))["39"],
         "12")
    one.approved("0200", lambda: one.undo("21", done, 11_500, answer))
    one.approved("0100", lambda: one.undo("11", hold, 10_000, held))
    same("completion of what is given up",
         one.exchange("0200", one.undo("20", hold, 1, held))["39"], "12")


def another_terminal_of_the_merchant_needs_the_right_code():
    one = till()
    hold, held = one.approved("0100", lambda: one.preauth(5_000))
    wrong = one.undo("20", hold, 5_000, {**held, "38": "ZZZZZZ"})
    same("another authorisation code", one.exchange("0200", wrong)["39"], "25")
    missing = {key: value for key, value in wrong.items() if key != "38"}
    same("none", one.exchange("0200", missing | {"11": one.trace()})["39"], "30")


def a_scanned_code_pays_and_is_given_back_by_its_reference_number():
    one = till()
    sale, answer = one.approved("0200", lambda: one.code_sale(3_000, "6212345678901234567"))
    refund = one.request("25", "200000", "6212345678901234567") | {
        "4": f"{1_000:012}", "22": "032", "37": answer["37"], "63": "000",
        "61": f"{sale['60'][2:8]}{sale['11']}{answer['13']}"}
    same("refund by reference number", one.exchange("0220", refund)["39"], "00")
    same("no payment code", one.exchange("0200", one.code_sale(100, "123"))["39"], "14")


def a_batch_that_balances_is_closed():
    one = till()
    sale, answer = one.approved_sale(1_200)
    one.approved_sale(800)
    one.approved("0200", lambda: one.undo("23", sale, 1_200, answer))
    told = one.exchange("0500", one.settlement((2_000, 2), (1_200, 1)))
    same("settlement", (told["39"], told["48"][30], told["48"][61]), ("00", "1", "1"))
    same("a sale in a closed batch", one.exchange("0200", one.sale(100))["39"], "77")
    same("sign-in", one.sign_in()["39"], "00")
    one.approved_sale(100)


def a_batch_that_does_not_balance_is_uploaded():
    one = till()
    first, _ = one.approved_sale(700)
    second, _ = one.approved_sale(900)
    told = one.exchange("0500", one.settlement((1_599, 2), (0, 0)))
    same("settlement", (told["39"], told["48"][30]), ("00", "2"))
    records = [(sale["11"], sale["35"].split("D")[0], fen)
               for sale, fen in ((first, 700), (second, 899))]
    same("upload", one.exchange("0320", one.upload(records))["39"], "00")
    same("an end that counts wrong", one.exchange("0320", one.upload_end(3))["39"], "30")
    same("end", one.exchange("0320", one.upload_end(2))["39"], "00")
    same("sign-in", one.sign_in()["39"], "00")


def a_balance_query_tells_the_balance():
    one = till()
    for _ in range(8):
        answer = one.exchange("0200", one.balance())
        if answer["39"] == "00":
            break
    same("balance query", answer["39"], "00")
    # Account type 2, kind of amount 2, currency 156, sign C or D, 12 digits of fen.
    balance = answer["54"]
    assert balance[4:7] == "156" and balance[7] in "CD" and balance[8:20].isdigit(), balance


def a_reversal_undoes_a_sale_and_may_be_repeated():
    one = till()
    sale, answer = one.approved_sale(7_700)
    for time_ in ("first", "second"):
        same(f"{time_} reversal", one.exchange("0400", one.reversal(sale))["39"], "00")
    same("void after reversal", one.exchange("0200", one.undo("23", sale, 7_700, answer))["39"],
         "12")
    unknown = one.reversal(sale) | {"11": "987654"}
    same("reversal of what never was", one.exchange("0400", unknown)["39"], "25")


def three_wrong_macs_end_the_session():
    one = till()
    for _ in range(3):
        answer = one.exchange("0200", one.sale(100), mac=b"00000000")
        same("a wrong MAC", answer["39"], "A0")
    same("a right MAC after three wrong", one.exchange("0200", one.sale(100))["39"], "77")
    same("sign-in", one.sign_in()["39"], "00")
    one.approved_sale(100)


def a_request_without_a_mac_is_refused():
    one = till()
    same("no MAC", one.exchange("0200", one.sale(100), mac=False)["39"], "A0")


def an_unknown_terminal_gets_nothing():
    known = terminals()[0]
    stranger = Till({**known, "merchant_code": "999999999999999", "terminal_code": "99999999",
                     "serial": "NOBODY0000000001"})
    same("sign-in of an unknown terminal", stranger.sign_in()["39"], "97")


def a_terminal_that_says_another_serial_number_is_refused():
    one = till()
    pan = card()
    sale = one.sale(100, pan) | {"59": terminal_data("SOMEONEELSES0001", one.place, pan)}
    same("serial number of A2 differs from the binding", one.exchange("0200", sale)["39"], "58")
    one.approved_sale(100)


def is_closed(line):
    """Whether the front hangs up within ten seconds, with or without a word."""
    line.socket.settimeout(10)
    try:
        return line.socket.recv(1) == b""
    except ConnectionResetError:
        return True


def malformed_frames_do_not_stall_a_second_connection():
    bad, good = Line(), till(1)
    for raw in (b"\x60", b"\x00" * 40, bytes(range(256)) * 8, b"\x60\x00\x03\x00\x00" * 20):
        bad.send(raw)
    half = Line()
    half.socket.sendall(b"\x01\x00\x60\x00")  # a frame that never ends
    large = Line()
    large.socket.sendall(b"\xff\xff" + b"\x60" * 100)  # longer than any message
    began = time.monotonic()
    same("echo meanwhile", good.line_message("301")["39"], "00")
    good.approved_sale(1_000)
    assert time.monotonic() - began < 10, "the second connection was stalled"
    assert is_closed(large), "a frame beyond all measure ends its connection"
    for line in (bad, half, large):
        line.close()


def answers_come_to_the_requests_they_belong_to():
    one = till()
    sales = [one.sale(1_000 + number) for number in range(20)]
    for sale in sales:
        one.line.send(one.raw("0200", sale))
    wanted = {sale["11"]: sale["4"] for sale in sales}
    for _ in sales:
        raw = one.line.receive()
        decoded = one.decode(raw)
        same("amount of the answer", decoded["4"], wanted.pop(decoded["11"]))
    same("requests without an answer", wanted, {})


def echo_and_sign_off():
    one = till()
    same("echo", one.line_message("301")["39"], "00")
    same("sign-off", one.line_message("002")["39"], "00")
    same("sale after sign-off", one.exchange("0200", one.sale(100))["39"], "77")
    same("echo still", one.line_message("301")["39"], "00")


if __name__ == "__main__":
    run(
        a_sign_in_gives_keys_that_match_their_check_values,
        a_sale_is_approved_under_a_mac,
        a_sale_without_enough_money_is_declined,
        a_duplicate_gets_the_very_same_answer,
        duplicates_at_the_same_time_are_one_payment,
        the_same_number_with_another_amount_is_refused,
        a_void_takes_the_whole_back_once,
        refunds_never_sum_to_more_than_was_paid,
        a_refund_to_another_card_is_refused,
        a_hold_is_completed_once_and_a_little_above_it,
        another_terminal_of_the_merchant_needs_the_right_code,
        a_scanned_code_pays_and_is_given_back_by_its_reference_number,
        a_batch_that_balances_is_closed,
        a_batch_that_does_not_balance_is_uploaded,
        a_balance_query_tells_the_balance,
        a_reversal_undoes_a_sale_and_may_be_repeated,
        three_wrong_macs_end_the_session,
        a_request_without_a_mac_is_refused,
        an_unknown_terminal_gets_nothing,
        a_terminal_that_says_another_serial_number_is_refused,
        malformed_frames_do_not_stall_a_second_connection,
        answers_come_to_the_requests_they_belong_to,
        echo_and_sign_off,
    )
