import type { RouteConditions } from "@shancheng/api";
import { permille, yuan } from "@/shared/format";

/** "622200-622299" a line -> ranges; undefined when a line is not one. */
export function rangesFrom(text: string): { low: string; high: string }[] | undefined {
  const lines = text
    .split(/[\n,;，；]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const ranges = [];
  for (const line of lines) {
    const match = /^(\d{2,12})(?:\s*[-–—~]\s*(\d{2,12}))?$/.exec(line);
    if (!match?.[1]) return undefined;
    const [low, high] = [match[1], match[2] ?? match[1]];
    if (low.length !== high.length || low > high) return undefined;
    ranges.push({ low, high });
  }
  return ranges;
}

export function rangesText(ranges: { low: string; high: string }[]): string {
  return ranges.map(({ low, high }) => (low === high ? low : `${low}-${high}`)).join("\n");
}

/** The conditions in one line each, as people say them; the merchant is told elsewhere. */
export function conditionLines(
  conditions: RouteConditions,
  word: (group: string, word: string) => string,
  mccName: (code: string) => string | undefined,
): string[] {
  const lines: string[] = [];
  const { bin_ranges = [], mccs = [], kinds = [], weekdays = [] } = conditions;
  const { products = [], brands = [], card_classes = [] } = conditions;
  if (bin_ranges.length > 0)
    lines.push(
      `BIN ${some(bin_ranges.map(({ low, high }) => (low === high ? low : `${low}–${high}`)))}`,
    );
  if (mccs.length > 0)
    lines.push(`MCC ${some(mccs.map((code) => `${code} ${mccName(code) ?? ""}`.trim()))}`);
  const named = (group: string, words: string[]) => {
    if (words.length > 0) lines.push(some(words.map((one) => word(group, one))));
  };
  named("brand", brands);
  named("card_class", card_classes);
  named("routed_product", products);
  named("payment_kind", kinds);
  const { amount_min_fen: min, amount_max_fen: max } = conditions;
  if (min ?? max) lines.push(`¥ ${min ? yuan(min) : "0"} – ${max ? yuan(max) : "∞"}`);
  if (weekdays.length > 0) lines.push(some(weekdays.map((day) => word("weekday", String(day)))));
  const { from_time, until_time } = conditions;
  if (from_time ?? until_time) lines.push(`${from_time ?? "00:00"} – ${until_time ?? "24:00"}`);
  return lines;
}

/** A target's part of the payments in percent; undefined for a backup. */
export function shareOf(weight: number, targets: { weight?: number }[]): string | undefined {
  const sum = targets.reduce((total, target) => total + (target.weight ?? 0), 0);
  if (weight === 0 || sum === 0) return undefined;
  return permille(Math.round((weight * 1000) / sum));
}

/** The first four, and how many more. */
function some(items: string[]): string {
  const shown = items.slice(0, 4).join(", ");
  return items.length > 4 ? `${shown} +${items.length - 4}` : shown;
}
