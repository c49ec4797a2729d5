import { yuan } from "@/shared/format";
import type { Say } from "@/shared/i18n";
import type { Column, Value } from "./data-list";

/**
 * One field of a CSV file. A text that a spreadsheet would take for a formula gets an apostrophe
 * before it; numbers stay numbers.
 */
export function field(value: Value): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.,]+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows as CSV: those columns that have a value, under their heads in the user's language. */
export function csvOf<T>(rows: T[], columns: Column<T>[], say: Say): string {
  const told = columns.filter((column) => column.csv ?? column.value);
  const lines = rows.map((row) => told.map((one) => field((one.csv ?? one.value)?.(row, say))));
  const heads = told.map((one) => field(say.t(one.title)));
  return [heads, ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

/** Hands a file to the browser. The mark at its beginning tells spreadsheets that it is UTF-8. */
export function saveCsv(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const pad = (number: number) => number.toString().padStart(2, "0");

/** Local time as spreadsheets read it: `2026-11-25 12:03:07`. */
export function localTime(at: string | null | undefined): string {
  if (!at) return "";
  const d = new Date(at);
  return (
    `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())} ` +
    `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`
  );
}

// What a column is worth, to be spread into it: for sorting, and for the file.

export const timed = <T>(of: (row: T) => string | null | undefined) => ({
  value: of,
  csv: (row: T) => localTime(of(row)),
});
export const priced = <T>(of: (row: T) => number | null | undefined) => ({
  value: of,
  csv: (row: T) => {
    const fen = of(row);
    return fen === null || fen === undefined ? "" : yuan(fen).replaceAll(",", "");
  },
});
export const worded = <T>(group: string, of: (row: T) => string | null | undefined) => ({
  value: (row: T, say: Say) => {
    const word = of(row);
    return word ? say.word(group, word) : "";
  },
});
