import type { Language } from "./i18n";

/** 123456789 fen -> "1,234,567.89"; exact for every safe integer. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? "-" : "";
  const whole = Math.trunc(Math.abs(fen) / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${whole}.${(Math.abs(fen) % 100).toString().padStart(2, "0")}`;
}

/** "1,234.5" -> 123450 fen; undefined when it is not an amount of at most two decimals. */
export function fenFrom(text: string): number | undefined {
  const match = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(",", "").trim());
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

const locales: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

/** Local time to the second; the date is left out when it is today. */
export function timeShort(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  const today = date.toDateString() === now.toDateString();
  const clock = new Intl.DateTimeFormat(locales[language], {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  }).format(date);
  return today ? clock : `${day(at, now)} ${clock}`;
}

/** `11-22` in this year, else `2025-11-22`; local zone. */
export function day(at: string, now = new Date()): string {
  const date = new Date(at);
  const monthDay = `${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return date.getFullYear() === now.getFullYear() ? monthDay : `${date.getFullYear()}-${monthDay}`;
}

/** Local time to the millisecond with its offset: what stands in the tooltip. */
export function timeExact(at: string): string {
  const d = new Date(at);
  const offset = -d.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${pad(Math.trunc(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return (
    `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())} ` +
    `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}.` +
    `${d.getMilliseconds().toString().padStart(3, "0")} ${zone}`
  );
}

function pad(number: number): string {
  return number.toString().padStart(2, "0");
}

/** 9876 permille of ten -> "98.8%"; parts of a thousand to a percentage with one decimal. */
export function permille(value: number): string {
  return `${(value / 10).toFixed(1)}%`;
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** `pay_01k…x9f2q`: enough of an id to tell it from its neighbours. */
export function idShort(id: string): string {
  const at = id.indexOf("_");
  if (at < 0 || id.length < 18) return id;
  return `${id.slice(0, at + 1)}…${id.slice(-6)}`;
}

/** A card number in fours, its last four always together: "6222 02** **** *** 8754". */
export function cardGrouped(card: string): string {
  const head = card.slice(0, -4).replace(/(.{4})(?=.)/g, "$1 ");
  return `${head} ${card.slice(-4)}`.trim();
}

/** Degrees with six decimals from millionths; exact. */
export function degrees(e6: number): string {
  const sign = e6 < 0 ? "-" : "";
  const whole = Math.trunc(Math.abs(e6) / 1_000_000);
  return `${sign}${whole}.${(Math.abs(e6) % 1_000_000).toString().padStart(6, "0")}`;
}

/** "29.563010" -> 29563010; undefined when not degrees within `limit`. */
export function degreesFrom(text: string, limit: number): number | undefined {
  const match = /^(-?)(\d{1,3})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const e6 = Number(match[2]) * 1_000_000 + Number((match[3] ?? "").padEnd(6, "0"));
  if (e6 > limit * 1_000_000) return undefined;
  return match[1] === "-" ? -e6 : e6;
}
