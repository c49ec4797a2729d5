"""The peer of `shancheng bench reconcile`: the same load and joins in DuckDB.

`fill FOLDER` makes a database with our lines; `match FOLDER` loads their file into it, keeps its
lines, puts both sides together by the same rules, keeps the pairs and counts what is left over.
"""

import json
import sys
import time

import duckdb

COLUMNS = """merchant varchar, terminal varchar, batch integer, trace integer, reference varchar,
  kind varchar, amount bigint, fee bigint, card varchar, moment timestamptz"""
TYPES = """{'letter': 'varchar', 'merchant': 'varchar', 'terminal': 'varchar', 'batch': 'integer',
  'trace': 'integer', 'reference': 'varchar', 'kind': 'varchar', 'amount': 'bigint',
  'fee': 'bigint', 'card': 'varchar', 'moment': 'timestamptz', 'code': 'varchar'}"""

# The head and the end of the file have other columns: lines are those that begin with D.
LOAD = """
create table theirs as
select row_number() over () as line, * exclude (letter, code)
from read_csv('{file}', header = false, auto_detect = false, delim = ',', columns = {types},
  skip = 1, ignore_errors = true, null_padding = false)
where letter = 'D'
"""

MATCH = """
create table marked as select *, row_number() over (
  partition by merchant, terminal, batch, trace, reference, amount order by line) as nth
from theirs;
create table one as select * from marked where nth = 1;
create table pair as
select o.id, t.line, o.amount <> t.amount as amount_differs, o.terminal <> t.terminal
  or o.batch <> t.batch or o.trace <> t.trace or o.kind <> t.kind or o.card <> t.card
  or abs(epoch(o.moment) - epoch(t.moment)) > 600 as data_differs, o.fee <> t.fee as fee_differs
from ours o join (
  select * from one qualify count(*) over (partition by merchant, reference, amount) = 1
) t using (merchant, reference, amount)
qualify count(*) over (partition by t.line) = 1;
create table left_ours as select * from ours o where id not in (select id from pair);
create table left_theirs as select * from one where line not in (select line from pair);
insert into pair
select o.id, t.line, o.amount <> t.amount, false, o.fee <> t.fee
from left_ours o join left_theirs t using (merchant, terminal, batch, trace)
where sign(o.amount) = sign(t.amount);
"""

COUNTS = """
select json_object(
  'expected', (select count(*) from ours where id not in (select id from pair)),
  'unexpected', (select count(*) from one where line not in (select line from pair)),
  'duplicate', (select count(*) from marked where nth > 1),
  'amount_over', (select count(*) from pair where amount_differs),
  'fee_mismatch', (select count(*) from pair
    where fee_differs and not amount_differs and not data_differs),
  'matched', (select count(*) from pair
    where not fee_differs and not amount_differs and not data_differs))
"""


def main() -> None:
    step, folder = sys.argv[1:3]
    database = duckdb.connect(f"{folder}/peer.duckdb")
    if step == "fill":
        database.execute(f"create table ours (id bigint, {COLUMNS})")
        database.execute(
            f"insert into ours select row_number() over (), * from read_csv("
            f"'{folder}/ours.csv', header = false, auto_detect = false, delim = ',', columns = "
            + TYPES.replace("'letter': 'varchar', ", "").replace(", 'code': 'varchar'", "")
            + ")"
        )
        print(json.dumps({"version": duckdb.__version__}))
        return
    for table in ("theirs", "marked", "one", "pair", "left_ours", "left_theirs"):
        database.execute(f"drop table if exists {table}")
    database.execute("checkpoint")
    started = time.monotonic()
    database.execute("begin")
    database.execute(LOAD.format(file=f"{folder}/theirs.csv", types=TYPES))
    database.execute(MATCH)
    found = database.execute(COUNTS).fetchone()[0]
    database.execute("commit")
    seconds = time.monotonic() - started
    print(json.dumps({"seconds": seconds, "found": json.loads(found)}))


main()
