"""A restaurant's till: tables, dishes, and a bill that its guests split.

    restaurant.py seat 7                  a table is taken
    restaurant.py dish 7 毛血旺 48.00      a dish goes onto its bill
    restaurant.py split 7 3               three guests share it, to the fen
    restaurant.py pay 7 1 CODE            the first one's code is scanned
    restaurant.py bill 7                  what is open

Beside it stands `sandbox.json`; bills are kept in `restaurant.db`.
"""

import json
import sqlite3
import sys
from pathlib import Path

import shancheng

SCHEMA = """
create table if not exists bill (id integer primary key, seat text not null, closed integer not null default 0);
create table if not exists dish (bill integer not null, name text not null, fen integer not null);
create table if not exists share (bill integer not null, number integer not null, fen integer not null,
  tries integer not null default 0, state text not null default 'open', primary key (bill, number));
"""
# No payment came of these: a new try is a new order.
OVER = ("declined", "failed", "reversed", "reversal_pending")


def shares(total_fen, ways):
    """A sum in equal parts; what does not divide goes to the first ones, a fen each."""
    part, rest = divmod(total_fen, ways)
    return [part + (1 if number < rest else 0) for number in range(ways)]


def fen(yuan):
    """`48.00` as 4800, without a float on the way."""
    whole, _, part = yuan.partition(".")
    if not whole.isdigit() or not (part or "0").isdigit() or 2 < len(part):
        raise SystemExit(f"not an amount: {yuan}")
    return int(whole) * 100 + int(part.ljust(2, "0"))


class Restaurant:
    """The till of one restaurant."""

    def __init__(self, folder=Path(".")):
        self.till = json.loads((folder / "sandbox.json").read_text(encoding="utf-8"))
        self.client = shancheng.Client.from_file(folder / "sandbox.json")
        self.db = sqlite3.connect(folder / "restaurant.db", isolation_level=None)
        self.db.executescript(SCHEMA)

    def open_bill(self, seat):
        """The bill of a table that is taken."""
        found = self.db.execute("select id from bill where seat = ? and not closed", [seat]).fetchone()
        if not found:
            raise SystemExit(f"table {seat} is free")
        return found[0]

    def seat(self, seat):
        """Guests sit down."""
        if self.db.execute("select 1 from bill where seat = ? and not closed", [seat]).fetchone():
            raise SystemExit(f"table {seat} is taken")
        self.db.execute("insert into bill (seat) values (?)", [seat])
        print(f"table {seat}: bill {self.open_bill(seat)}")

    def dish(self, seat, name, yuan):
        """A dish is ordered; not after the bill was split."""
        bill = self.open_bill(seat)
        if self.db.execute("select 1 from share where bill = ?", [bill]).fetchone():
            raise SystemExit("the bill is split: no more dishes")
        self.db.execute("insert into dish values (?, ?, ?)", [bill, name, fen(yuan)])

    def split(self, seat, ways="1"):
        """The bill is divided, as long as nobody has paid."""
        bill = self.open_bill(seat)
        if self.db.execute("select 1 from share where bill = ? and tries > 0", [bill]).fetchone():
            raise SystemExit("somebody has paid: it stays as it is")
        total = self.db.execute("select coalesce(sum(fen), 0) from dish where bill = ?", [bill]).fetchone()[0]
        if total < int(ways) or int(ways) < 1:
            raise SystemExit("nothing to split")
        self.db.execute("delete from share where bill = ?", [bill])
        for number, part in enumerate(shares(total, int(ways)), 1):
            self.db.execute("insert into share (bill, number, fen) values (?, ?, ?)", [bill, number, part])
        self.bill(seat)

    def pay(self, seat, number, code):
        """One guest pays his share.

        The try is written down before it is sent. Whatever happens in between, the same call
        again sends the same order, and the same order is one payment.
        """
        bill = self.open_bill(seat)
        row = self.db.execute("select fen, tries, state from share where bill = ? and number = ?",
                              [bill, number]).fetchone()
        if not row:
            raise SystemExit(f"there is no share {number}: split the bill first")
        part, tries, state = row
        if state == "approved":
            raise SystemExit(f"share {number} is paid")
        if tries == 0 or state in OVER:
            tries += 1
            self.note(bill, number, tries, "sent")
        paid = self.client.tills.pay({
            "order_reference": f"{self.till['key_id'][-6:]}-{bill}-{number}-{tries}",
            "merchant_reference": f"桌 {seat} 单 {bill}",
            "terminal_id": self.till["terminal_id"], "serial": self.till["serial"],
            "amount_fen": part, "code": code,
        })
        self.note(bill, number, tries, paid["state"])
        print(f"share {number}: {paid['state']} {paid.get('response_text', '')}".rstrip())
        left = self.db.execute("select 1 from share where bill = ? and state <> 'approved'", [bill]).fetchone()
        if not left:
            self.db.execute("update bill set closed = 1 where id = ?", [bill])
            print(f"table {seat} is paid and free")

    def note(self, bill, number, tries, state):
        """Writes down how a share stands."""
        self.db.execute("update share set tries = ?, state = ? where bill = ? and number = ?",
                        [tries, state, bill, number])

    def bill(self, seat):
        """Prints what is open."""
        bill = self.open_bill(seat)
        for number, part, state in self.db.execute(
                "select number, fen, state from share where bill = ? order by number", [bill]):
            print(f"share {number}: {part // 100}.{part % 100:02} {state}")


if __name__ == "__main__":
    verbs = ("seat", "dish", "split", "pay", "bill")
    if len(sys.argv) < 3 or sys.argv[1] not in verbs:
        raise SystemExit(__doc__)
    getattr(Restaurant(), sys.argv[1])(*sys.argv[2:])
