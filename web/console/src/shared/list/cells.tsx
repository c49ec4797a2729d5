import type { ReactNode } from "react";
import { count } from "@/shared/format";
import { Mono, Money, State, Time, Word } from "@/shared/show/show";
import { priced, timed, worded } from "./csv";

// Common kinds of columns, to be spread into one: what is shown, what it is sorted by and what
// stands in a file come from one place of the row.

type Of<T, V> = (row: T) => V | null | undefined;

/** A text as it is. */
export const plain = <T,>(of: Of<T, string>) => ({
  cell: (row: T): ReactNode => of(row),
  value: of,
});

/** A code or a number that stands for a thing. */
export const coded = <T,>(of: Of<T, string>) => ({
  cell: (row: T) => <Mono>{of(row)}</Mono>,
  value: of,
});

/** How many. */
export const counted = <T,>(of: (row: T) => number) => ({
  cell: (row: T) => <span className="tabular">{count(of(row))}</span>,
  value: of,
});

/** A word of the server's. */
export const named = <T,>(group: string, of: Of<T, string>) => ({
  cell: (row: T) => <Word group={group} word={of(row)} />,
  ...worded(group, of),
});

/** A word that is a state. */
export const stated = <T,>(group: string, of: Of<T, string>) => ({
  cell: (row: T) => <State group={group} word={of(row)} />,
  ...worded(group, of),
});

/** A moment; `ago` shows how long it is past. */
export const at = <T,>(of: Of<T, string>, ago?: "ago") => ({
  cell: (row: T) => <Time at={of(row)} ago={Boolean(ago)} />,
  ...timed(of),
});

/** An amount. */
export const paid = <T,>(of: Of<T, number>) => ({
  cell: (row: T) => <Money fen={of(row)} />,
  ...priced(of),
});
