import { describe, expect, it } from "vitest";
import { translate, type Say } from "@/shared/i18n";
import { csvOf, field, priced, timed, worded } from "@/shared/list/csv";
import type { Column } from "@/shared/list/data-list";
import { sorted } from "@/shared/list/sort";

const say: Say = {
  language: "en",
  t: (key, values) => translate("en", key, values),
  word: (group, word) => translate("en", `${group}.${word ?? ""}` as never),
};

interface Row {
  name: string;
  fen: number | null;
  at: string;
  state: string;
}
const rows: Row[] = [
  { name: "b 10", fen: 1200, at: "2026-11-25T04:00:01Z", state: "approved" },
  { name: "b 9", fen: null, at: "2026-11-25T04:00:00Z", state: "declined" },
  { name: "a", fen: -30, at: "2026-11-25T04:00:02Z", state: "approved" },
];
const cell = () => null;
const columns: Column<Row>[] = [
  { key: "name", title: "common.name", cell, value: (row) => row.name },
  { key: "amount", title: "common.amount", cell, ...priced((row) => row.fen) },
  { key: "at", title: "common.time", cell, ...timed((row) => row.at) },
  { key: "state", title: "common.state", cell, ...worded("payment_state", (row) => row.state) },
  { key: "acts", title: "common.actions", cell },
];
const by = (key: string, direction: "ascending" | "descending") => {
  const column = columns.find((one) => one.key === key);
  if (!column) throw new Error(key);
  return sorted(rows, column, direction, say).map((row) => row.name);
};

describe("sorting", () => {
  it("takes numbers as numbers, in texts too", () => {
    expect(by("name", "ascending")).toEqual(["a", "b 9", "b 10"]);
    expect(by("name", "descending")).toEqual(["b 10", "b 9", "a"]);
  });

  it("puts what has no value last whichever way", () => {
    expect(by("amount", "ascending")).toEqual(["a", "b 10", "b 9"]);
    expect(by("amount", "descending")).toEqual(["b 10", "a", "b 9"]);
  });

  it("keeps the order of equal rows", () => {
    expect(by("state", "ascending")).toEqual(["b 10", "a", "b 9"]);
  });
});

describe("a CSV file", () => {
  it("has the columns that are worth something, in words and in yuan", () => {
    const [head, first, second] = csvOf(rows, columns, say).split("\r\n");
    expect(head).toBe("Name,Amount,Time,State");
    expect(first).toMatch(/^b 10,12.00,2026-11-25 \d\d:00:01,Approved$/);
    expect(second).toMatch(/^b 9,,2026-11-25 \d\d:00:00,Declined$/);
  });

  it("quotes what needs it and lets no text be a formula", () => {
    expect(field('a "b", c')).toBe('"a ""b"", c"');
    expect(field("=1+1")).toBe("'=1+1");
    expect(field("@x")).toBe("'@x");
    expect(field("-12.30")).toBe("-12.30");
    expect(field(-5)).toBe("-5");
    expect(field(undefined)).toBe("");
  });
});
