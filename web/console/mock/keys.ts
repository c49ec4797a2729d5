import type { KeyMark, MadeMasterKey, TerminalKeys } from "@shancheng/api";
import { terminals } from "./parties";
import { ago } from "./seed";

const mark = (purpose: KeyMark["purpose"], check_value: string, minutes: number): KeyMark => ({
  purpose,
  check_value,
  made_at: ago(minutes),
});

export const zoneKeys = [mark("zak", "3FD539E3", 40_000), mark("zpk", "D5D44FF7", 40_000)];

const made = new Map<unknown, TerminalKeys>();

/** Keys of a terminal: those that are active have some and are signed in. */
export function keysOf(terminal: unknown): TerminalKeys {
  const active = terminals.find((row) => row.id === terminal)?.state === "active";
  const working = [
    mark("tmk", "08D7B4FB", 9000),
    mark("mak", "7A1C0B52", 30),
    mark("pik", "C41E9D07", 30),
  ];
  return (
    made.get(terminal) ??
    (active
      ? { items: working, signed_in: true, session_at: ago(30) }
      : { items: [], signed_in: false, session_at: null })
  );
}

export function makeKey(terminal: unknown): MadeMasterKey {
  const key = mark("tmk", "B4ABA2BB", 0);
  made.set(terminal, { items: [key], signed_in: false, session_at: null });
  return {
    check_value: key.check_value,
    made_at: key.made_at,
    components: [
      { value: "0123456789ABCDEFFEDCBA9876543210", check_value: "08D7B4FB" },
      { value: "10017623DCCDBA675F7E193CD3F295B8", check_value: "A1471A2D" },
    ],
  };
}
