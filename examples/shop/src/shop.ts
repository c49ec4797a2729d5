/**
 * A shop's till: goods are scanned, then the customer's code; goods come back.
 *
 *     node shop.js sell CODE 6901028001011 6901028001011 6921168509256
 *     node shop.js refund RECEIPT 6901028001011
 *     node shop.js receipt RECEIPT
 *
 * Beside it stand `sandbox.json` and, once something was sold, `shop.json`.
 */
import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import {
  ProblemError,
  connectSandbox,
  sandboxFile,
  take,
  type Client,
  type SandboxFile,
} from "@shancheng/client";

/** What the shop has, by bar code; fen. */
const GOODS: Record<string, { name: string; fen: number }> = {
  "6901028001011": { name: "火锅底料", fen: 1890 },
  "6921168509256": { name: "矿泉水", fen: 200 },
  "6902083881405": { name: "江津米花糖", fen: 1550 },
};

interface Line {
  barcode: string;
  fen: number;
  /** Reference of its refund, once it comes back. */
  refund?: string;
  refunded?: boolean;
}

interface Receipt {
  state: string;
  lines: Line[];
  reference_no?: string | null;
}

type Receipts = Record<string, Receipt>;

class Shop {
  private constructor(
    private readonly till: SandboxFile,
    private readonly client: Client,
    private readonly receipts: Receipts,
  ) {}

  static async open(): Promise<Shop> {
    const till = await sandboxFile("sandbox.json");
    const kept = await readFile("shop.json", "utf8").catch(() => "{}");
    return new Shop(till, await connectSandbox(till), JSON.parse(kept) as Receipts);
  }

  /** Takes the customer's code for a basket. */
  async sell(code: string, barcodes: string[]): Promise<void> {
    const lines = barcodes.map((barcode): Line => {
      const goods = GOODS[barcode];
      if (!goods) throw new Error(`no such goods: ${barcode}`);
      return { barcode, fen: goods.fen };
    });
    if (lines.length === 0) throw new Error("the basket is empty");
    const number = randomBytes(6).toString("hex");
    // Before it is sent: after a crash the receipt is there, and so is what to ask for.
    const receipt: Receipt = (this.receipts[number] = { state: "sent", lines });
    await this.keep();
    const paid = await take(
      this.client.POST("/api/v1/payments", {
        body: {
          order_reference: number,
          terminal_id: this.till.terminal_id,
          serial: this.till.serial,
          amount_fen: lines.reduce((sum, line) => sum + line.fen, 0),
          code,
        },
      }),
    );
    receipt.state = paid.state;
    receipt.reference_no = paid.reference_no;
    await this.keep();
    if (paid.state !== "approved") throw new Error(`not paid: ${paid.response_text ?? paid.state}`);
    this.print(number);
  }

  /** Gives one of the goods' price back; pressed twice it is given back once. */
  async refund(number: string, barcode: string): Promise<void> {
    const line = this.find(number).lines.find((one) => one.barcode === barcode && !one.refunded);
    if (!line) throw new Error("not on this receipt, or given back already");
    line.refund ??= randomBytes(6).toString("hex");
    await this.keep();
    const back = await take(
      this.client.POST("/api/v1/payments/orders/{order_reference}/refunds", {
        params: { path: { order_reference: number } },
        body: { order_reference: line.refund, amount_fen: line.fen },
      }),
    );
    line.refunded = back.state === "approved";
    if (!line.refunded) delete line.refund;
    await this.keep();
    console.log(`refund ${back.state} ${yuan(line.fen)}`);
  }

  /** Prints a slip. */
  print(number: string): void {
    const { lines, reference_no } = this.find(number);
    for (const { barcode, fen, refunded } of lines) {
      console.log(`${GOODS[barcode]?.name ?? barcode} ${yuan(fen)}${refunded ? " 已退" : ""}`);
    }
    const sum = lines.reduce((total, line) => total + (line.refunded ? 0 : line.fen), 0);
    console.log(`total ${yuan(sum)} receipt ${number} reference ${reference_no ?? "-"}`);
  }

  private find(number: string): Receipt {
    const receipt = this.receipts[number];
    if (!receipt) throw new Error(`no receipt ${number}`);
    return receipt;
  }

  /** In one step, so that a crash never leaves half a file. */
  private async keep(): Promise<void> {
    await writeFile("shop.json.half", JSON.stringify(this.receipts, null, 2));
    await rename("shop.json.half", "shop.json");
  }
}

const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

async function main([verb, first, ...rest]: string[]): Promise<void> {
  const shop = await Shop.open();
  if (verb === "sell" && first) return shop.sell(first, rest);
  if (verb === "refund" && first && rest[0]) return shop.refund(first, rest[0]);
  if (verb === "receipt" && first) return shop.print(first);
  throw new Error("sell CODE BARCODE..., refund RECEIPT BARCODE or receipt RECEIPT");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const text = error instanceof ProblemError ? `${error.code}: ${error.message}` : String(error);
  console.error(text);
  process.exitCode = 1;
});
