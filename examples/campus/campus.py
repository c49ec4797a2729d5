"""A campus card: topped up with a wallet, spent in the canteen, on the network's ledger.

    campus.py issue C1001 陈同学
    campus.py top-up C1001 100.00 CODE T1     a parent's wallet pays, the card gets it
    campus.py spend C1001 12.50 P1            lunch
    campus.py refund C1001 12.50 P1 R1        it was cold
    campus.py balance C1001

The last word is the till's own reference: the same again is done once. Beside it stands
`sandbox.json`. Nothing is kept here: card and balance are the API's.
"""

import json
import sys
from pathlib import Path

import shancheng


def fen(yuan):
    """`12.50` as 1250, without a float on the way."""
    whole, _, part = yuan.partition(".")
    if not whole.isdigit() or not (part or "0").isdigit() or 2 < len(part):
        raise SystemExit(f"not an amount: {yuan}")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def yuan(amount):
    """1250 as `12.50`."""
    return f"{amount // 100}.{amount % 100:02}"


class Campus:
    """The canteen's till."""

    def __init__(self, folder=Path(".")):
        self.till = json.loads((folder / "sandbox.json").read_text(encoding="utf-8"))
        self.client = shancheng.Client.from_file(folder / "sandbox.json")

    def issue(self, card, holder):
        """A card of this merchant; issued twice it is one card."""
        made = self.client.prepaid.issue({"card_no": card, "holder": holder,
                                          "merchant_id": self.till["merchant_id"]})
        print(f"{made['card_no']} {made['holder']} {yuan(made['balance_fen'])}")

    def top_up(self, card, amount, code, reference):
        """The wallet pays first; what was paid goes onto the card under the same reference.

        Cut off in between, the same call finds the payment made and goes on.
        """
        paid = self.client.tills.pay({
            "order_reference": f"{card}-{reference}", "merchant_reference": f"充值 {card}",
            "terminal_id": self.till["terminal_id"], "serial": self.till["serial"],
            "amount_fen": fen(amount), "code": code,
        })
        if paid["state"] != "approved":
            raise SystemExit(f"not topped up: {paid['state']} {paid.get('response_text', '')}")
        self.enter(card, "top_up", amount, reference)

    def spend(self, card, amount, reference):
        """The card pays, if there is enough on it."""
        self.enter(card, "payment", amount, reference)

    def refund(self, card, amount, original, reference):
        """A payment goes back onto the card, whole or in part."""
        self.enter(card, "refund", amount, reference, original_reference=original)

    def enter(self, card, kind, amount, reference, **more):
        """Any entry of a card."""
        try:
            done = self.client.prepaid.enter(card, {
                "kind": kind, "amount_fen": fen(amount), "reference": reference, **more})
        except shancheng.Conflict as problem:
            if problem.code == "prepaid_balance_short":
                raise SystemExit("not enough on the card") from None
            raise SystemExit(problem.detail) from None
        print(f"{kind} {yuan(done['amount_fen'])}, on the card {yuan(done['balance_fen'])}")

    def balance(self, card):
        """What is on it, and its last entries."""
        print(yuan(self.client.prepaid.read(card)["balance_fen"]))
        for row in self.client.prepaid.each_entries(card):
            print(f"  {row['reference']} {row['kind']} {yuan(row['amount_fen'])} {row['state']}")


if __name__ == "__main__":
    verbs = ("issue", "top-up", "spend", "refund", "balance")
    if len(sys.argv) < 3 or sys.argv[1] not in verbs:
        raise SystemExit(__doc__)
    getattr(Campus(), sys.argv[1].replace("-", "_"))(*sys.argv[2:])
