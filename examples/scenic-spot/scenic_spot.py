"""A scenic spot's ticket window: tickets for a time of entry, each good once.

    scenic_spot.py open 2026-05-01T09:00 30 2     two places at 30.00, entry from 8:30 to 10:00
    scenic_spot.py sell 2026-05-01T09:00 2 CODE   two tickets
    scenic_spot.py enter TICKET 2026-05-01T09:20  at the gate
    scenic_spot.py refund TICKET 2026-04-30T18:00 money back, before the time of entry
    scenic_spot.py places 2026-05-01T09:00        how many are left

Times are local. Beside it stands `sandbox.json`; tickets are kept in `scenic_spot.db`.
"""

import json
import secrets
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path

import shancheng

SCHEMA = """
create table if not exists slot (starts text primary key, price_fen integer not null, places integer not null);
create table if not exists sale (reference text primary key, starts text not null, count integer not null,
  state text not null);
create table if not exists ticket (code text primary key, reference text not null, starts text not null,
  state text not null);
"""
EARLY, LATE = timedelta(minutes=30), timedelta(minutes=60)
# While one of these stands, its places are taken.
HOLDS = ("sent", "approved")


class Window:
    """The window and the gate."""

    def __init__(self, folder=Path(".")):
        self.till = json.loads((folder / "sandbox.json").read_text(encoding="utf-8"))
        self.client = shancheng.Client.from_file(folder / "sandbox.json")
        self.db = sqlite3.connect(folder / "scenic_spot.db", isolation_level=None)
        self.db.executescript(SCHEMA)

    def open(self, starts, yuan, places):
        """A time of entry goes on sale."""
        datetime.fromisoformat(starts)
        self.db.execute("insert or replace into slot values (?, ?, ?)", [starts, int(yuan) * 100, int(places)])

    def left(self, starts):
        """Price and places that are left."""
        slot = self.db.execute("select price_fen, places from slot where starts = ?", [starts]).fetchone()
        if not slot:
            raise SystemExit(f"{starts} is not on sale")
        taken = self.db.execute(
            "select coalesce(sum(s.count), 0) - (select count(*) from ticket t where t.starts = ? "
            "and t.state = 'refunded') from sale s where s.starts = ? and s.state in (?, ?)",
            [starts, starts, *HOLDS]).fetchone()[0]
        return slot[0], slot[1] - taken

    def places(self, starts):
        """Prints what is left."""
        print(self.left(starts)[1])

    def sell(self, starts, count, code):
        """Takes the places first, then the money, and gives the places back when none came."""
        count, reference = int(count), secrets.token_hex(8)
        self.db.execute("begin immediate")  # two windows do not sell the same place
        price, left = self.left(starts)
        if not 0 < count <= left:
            self.db.execute("rollback")
            raise SystemExit(f"only {left} left")
        self.db.execute("insert into sale values (?, ?, ?, 'sent')", [reference, starts, count])
        self.db.execute("commit")
        self.settle(reference, code)

    def settle(self, reference, code):
        """Pays a sale; after a crash the same again with the same reference."""
        starts, count = self.db.execute("select starts, count from sale where reference = ?", [reference]).fetchone()
        price, _ = self.left(starts)
        paid = self.client.tills.pay({
            "order_reference": reference, "merchant_reference": f"门票 {starts}",
            "terminal_id": self.till["terminal_id"], "serial": self.till["serial"],
            "amount_fen": price * count, "code": code,
        })
        self.db.execute("begin")
        self.db.execute("update sale set state = ? where reference = ?", [paid["state"], reference])
        tickets = [secrets.token_hex(6) for _ in range(count)] if paid["state"] == "approved" else []
        for ticket in tickets:
            self.db.execute("insert into ticket values (?, ?, ?, 'good')", [ticket, reference, starts])
        self.db.execute("commit")
        print(paid["state"], *tickets)

    def ticket(self, code):
        """A ticket's sale, time of entry and state."""
        found = self.db.execute("select reference, starts, state from ticket where code = ?", [code]).fetchone()
        if not found:
            raise SystemExit("no such ticket")
        return found

    def enter(self, code, now=None):
        """At the gate: once, from half an hour before to an hour after its time."""
        _, starts, state = self.ticket(code)
        now, time = datetime.fromisoformat(now) if now else datetime.now(), datetime.fromisoformat(starts)
        if state != "good":
            raise SystemExit(f"no entry: {state}")
        if not time - EARLY <= now <= time + LATE:
            raise SystemExit(f"no entry: the ticket is for {starts}")
        done = self.db.execute("update ticket set state = 'used' where code = ? and state = 'good'", [code])
        print("welcome" if done.rowcount else "no entry: used")

    def refund(self, code, now=None):
        """One ticket's price back, before its time. The refund's reference is the ticket's own."""
        reference, starts, state = self.ticket(code)
        now = datetime.fromisoformat(now) if now else datetime.now()
        if state not in ("good", "refunding") or datetime.fromisoformat(starts) <= now:
            raise SystemExit(f"no refund: {state}")
        self.db.execute("update ticket set state = 'refunding' where code = ?", [code])
        back = self.client.tills.refund(reference, {"order_reference": f"R-{code}",
                                                    "amount_fen": self.left(starts)[0]})
        state = "refunded" if back["state"] == "approved" else "good"
        self.db.execute("update ticket set state = ? where code = ?", [state, code])
        print("refund", back["state"])


if __name__ == "__main__":
    verbs = ("open", "sell", "enter", "refund", "places")
    if len(sys.argv) < 3 or sys.argv[1] not in verbs:
        raise SystemExit(__doc__)
    getattr(Window(), sys.argv[1])(*sys.argv[2:])
