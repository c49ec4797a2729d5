/**
 * A car park: a plate comes in, time passes, the driver pays on leaving, the gate opens.
 *
 *     node car-park.js in 渝A12345 2026-05-01T08:00
 *     node car-park.js price 渝A12345 2026-05-01T10:30
 *     node car-park.js out 渝A12345 CODE 2026-05-01T10:30
 *
 * Times are local; now, when left out. Beside it stand `sandbox.json` and `car-park.json`.
 */
import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { connectSandbox, sandboxFile, take, type SandboxFile } from "@shancheng/client";

const FREE_MIN = 15;
const FIRST_HOUR_FEN = 500;
const HOUR_FEN = 200;
const DAY_FEN = 3000;
/** After these no payment stands: the driver may try again, under a new order. */
const OVER = ["declined", "failed", "reversed", "reversal_pending"];

interface Stay {
  id: string;
  entered: string;
  /** What is being paid: fixed with the first try, so that the clock does not change an order. */
  due?: { fen: number; tries: number; state: string };
}

type Stays = Record<string, Stay>;

/** The tariff: a quarter of an hour free, hours begun, no more than the day's price a day. */
export function price(minutes: number): number {
  if (minutes <= FREE_MIN) return 0;
  const days = Math.floor(minutes / 1440);
  const hours = Math.ceil((minutes - days * 1440) / 60);
  const rest = hours === 0 ? 0 : FIRST_HOUR_FEN + (hours - 1) * HOUR_FEN;
  return days * DAY_FEN + Math.min(rest, DAY_FEN);
}

async function load(): Promise<Stays> {
  return JSON.parse(await readFile("car-park.json", "utf8").catch(() => "{}")) as Stays;
}

/** In one step, so that a crash never leaves half a file. */
async function keep(stays: Stays): Promise<void> {
  await writeFile("car-park.json.half", JSON.stringify(stays, null, 2));
  await rename("car-park.json.half", "car-park.json");
}

const at = (text: string | undefined) => (text ? new Date(text) : new Date());
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
const minutesOf = (stay: Stay, now: Date) =>
  Math.ceil((now.getTime() - new Date(stay.entered).getTime()) / 60_000);

function inside(stays: Stays, plate: string): Stay {
  const stay = stays[plate];
  if (!stay) throw new Error(`${plate} is not inside`);
  return stay;
}

async function enter(plate: string, time?: string): Promise<void> {
  const stays = await load();
  if (stays[plate]) throw new Error(`${plate} is inside already`);
  stays[plate] = { id: randomBytes(6).toString("hex"), entered: at(time).toISOString() };
  await keep(stays);
  console.log("gate opens");
}

/** Pays what the stay costs, and opens the gate for nothing but a payment that was approved. */
async function leave(plate: string, code: string | undefined, time?: string): Promise<void> {
  const stays = await load();
  const stay = inside(stays, plate);
  const fen = price(minutesOf(stay, at(time)));
  if (fen === 0) return open(stays, plate);
  if (!code) throw new Error("show a payment code");
  if (!stay.due || OVER.includes(stay.due.state)) {
    stay.due = { fen, tries: (stay.due?.tries ?? 0) + 1, state: "sent" };
    await keep(stays);
  }
  const paid = await pay(await sandboxFile("sandbox.json"), plate, stay.id, stay.due, code);
  stay.due.state = paid.state;
  await keep(stays);
  console.log(`${paid.state} ${yuan(stay.due.fen)} ${paid.response_text ?? ""}`.trimEnd());
  if (paid.state === "approved") await open(stays, plate);
  else process.exitCode = 1;
}

async function pay(
  till: SandboxFile,
  plate: string,
  stay: string,
  due: { fen: number; tries: number },
  code: string,
) {
  const client = await connectSandbox(till);
  return take(
    client.POST("/api/v1/payments", {
      body: {
        // The same try is the same order, however often it is sent.
        order_reference: `${stay}-${due.tries}`,
        merchant_reference: plate,
        terminal_id: till.terminal_id,
        serial: till.serial,
        amount_fen: due.fen,
        code,
      },
    }),
  );
}

async function open(stays: Stays, plate: string): Promise<void> {
  delete stays[plate];
  await keep(stays);
  console.log("gate opens");
}

async function main([verb, plate, ...rest]: string[]): Promise<void> {
  if (verb === "in" && plate) return enter(plate, rest[0]);
  if (verb === "out" && plate) return leave(plate, rest[0], rest[1]);
  if (verb === "price" && plate) {
    const stay = inside(await load(), plate);
    console.log(yuan(price(minutesOf(stay, at(rest[0])))));
    return;
  }
  throw new Error("in PLATE [TIME], price PLATE [TIME] or out PLATE [CODE [TIME]]");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
