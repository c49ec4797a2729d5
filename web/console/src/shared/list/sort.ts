import { useMemo, useState } from "react";
import { useSay, type Say } from "@/shared/i18n";
import type { Column } from "./data-list";

export type Direction = "ascending" | "descending";

export interface Sorting {
  key: string | undefined;
  direction: Direction;
  /** Ascending, then descending, then as the server gave them. */
  turn: (key: string) => void;
  set: (key: string | undefined, direction?: Direction) => void;
}

export function useSorting(): Sorting {
  const [by, setBy] = useState<{ key: string; direction: Direction }>();
  return {
    key: by?.key,
    direction: by?.direction ?? "ascending",
    turn: (key) =>
      setBy((old) => {
        if (old?.key !== key) return { key, direction: "ascending" };
        return old.direction === "ascending" ? { key, direction: "descending" } : undefined;
      }),
    set: (key, direction = "ascending") => setBy(key ? { key, direction } : undefined),
  };
}

/** Rows by one column; what has no value comes last whichever way. Equal rows keep their order. */
export function sorted<T>(rows: T[], column: Column<T>, direction: Direction, say: Say): T[] {
  const of = column.value;
  if (!of) return rows;
  const collator = new Intl.Collator(say.language === "zh" ? "zh-CN" : "en", { numeric: true });
  const turn = direction === "ascending" ? 1 : -1;
  const missing = (value: unknown) => value === null || value === undefined || value === "";
  return rows
    .map((row) => ({ row, value: of(row, say) }))
    .sort((a, b) => {
      if (missing(a.value) || missing(b.value))
        return Number(missing(a.value)) - Number(missing(b.value));
      if (typeof a.value === "number" && typeof b.value === "number")
        return (a.value - b.value) * turn;
      return collator.compare(String(a.value), String(b.value)) * turn;
    })
    .map(({ row }) => row);
}

export function useSorted<T>(rows: T[], columns: Column<T>[], sorting: Sorting): T[] {
  const say = useSay();
  const { key, direction } = sorting;
  return useMemo(() => {
    const column = columns.find((one) => one.key === key);
    return column ? sorted(rows, column, direction, say) : rows;
  }, [rows, columns, key, direction, say]);
}
