/** Fen of an amount in yuan as people type it; undefined when it is none. */
export const fenOf = (text: string): number | undefined => {
  const found = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!found) return undefined;
  const fen = Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  return fen > 0 ? fen : undefined;
};

/** Yuan with two decimals. */
export const yuanOf = (fen: number): string =>
  `${Math.floor(fen / 100).toLocaleString("en-US")}.${String(fen % 100).padStart(2, "0")}`;
