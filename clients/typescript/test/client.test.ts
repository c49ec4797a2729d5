import assert from "node:assert/strict";
import { generateKeyPairSync, randomUUID, sign as signRaw, verify } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { after, beforeEach, test } from "node:test";
import {
  NotGenuine,
  ProblemError,
  Webhooks,
  connect,
  contentDigest,
  each,
  newKey,
  privateKey,
  sign,
  signatureBase,
  take,
  type Client,
  type NewOrder,
} from "../src/index.js";

interface Came {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Status 0 hangs up. */
type Answer = [status: number, content: unknown, headers?: Record<string, string>];

let answers: Answer[] = [];
let came: Came[] = [];
let waited: number[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    const { method = "", url = "", headers } = request;
    came.push({ method, path: url, headers, body });
    const [status, content, more] = answers.shift() ?? [500, {}];
    if (status === 0) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { "content-type": "application/json", ...more });
    response.end(typeof content === "string" ? content : JSON.stringify(content));
  });
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const keys = await newKey();
const client: Client = await connect({
  baseUrl: `${base}/`,
  keyId: "key_1",
  privateKey: keys.privateKey,
  wait: async (ms) => void waited.push(ms),
});
const order: NewOrder = {
  order_reference: "A1",
  terminal_id: "trm_1",
  serial: "SN1",
  amount_fen: 2500,
  code: "6212345678901234567",
  merchant_reference: "桌 7",
};

after(() => server.close());
beforeEach(() => {
  answers = [];
  came = [];
  waited = [];
});

/** Checks the signature of a request with node's own verify; gives what it covers. */
function covered(one: Came): string[] {
  const input = String(one.headers["signature-input"]);
  const parameters = input.slice("sig1=".length);
  const list = parameters.slice(0, parameters.indexOf(")"));
  const names = [...list.matchAll(/"([^"]+)"/g)].map((found) => String(found[1]));
  const value = (name: string) =>
    name === "@method"
      ? one.method
      : name === "@target-uri"
        ? base + one.path
        : String(one.headers[name]);
  const lines = names.map((name) => `"${name}": ${value(name)}`);
  const text = [...lines, `"@signature-params": ${parameters}`].join("\n");
  const signature = Buffer.from(String(one.headers.signature).slice("sig1=:".length, -1), "base64");
  assert.ok(verify(null, Buffer.from(text), keys.publicKey, signature), "the signature holds");
  return names;
}

const pay = (key?: string) =>
  take(
    client.POST("/api/v1/payments", {
      body: order,
      ...(key ? { headers: { "idempotency-key": key } } : {}),
    }),
  );

test("a write is signed with digest and idempotency key", async () => {
  answers = [[201, { state: "approved" }]];
  assert.equal((await pay()).state, "approved");
  const [one] = came as [Came];
  assert.deepEqual(JSON.parse(one.body), order);
  assert.equal(one.headers["content-digest"], contentDigest(Buffer.from(one.body)));
  const wanted = ["@method", "@target-uri", "content-digest", "content-type", "idempotency-key"];
  assert.deepEqual(covered(one), wanted);
});

test("what stands in the query is escaped and signed so", async () => {
  answers = [[200, { items: [] }]];
  const query = { merchant_reference: "桌 7&x=1", limit: 5 };
  await client.GET("/api/v1/payments/orders", { params: { query } });
  const [one] = came as [Came];
  assert.equal(new URL(one.path, base).searchParams.get("merchant_reference"), "桌 7&x=1");
  assert.deepEqual(covered(one), ["@method", "@target-uri"]);
});

test("tries have one key and a nonce each", async () => {
  answers = [
    [503, { code: "payment_unknown" }, { "retry-after": "7" }],
    [0, {}],
    [409, { code: "idempotency_in_progress" }],
    [201, { state: "approved" }],
  ];
  await pay("mine");
  assert.deepEqual(
    came.map((one) => one.headers["idempotency-key"]),
    ["mine", "mine", "mine", "mine"],
  );
  const nonces = came.map((one) => /nonce="([^"]+)/.exec(String(one.headers["signature-input"])));
  assert.equal(new Set(nonces.map((found) => found?.[1])).size, 4);
  assert.equal(waited[0], 7000);
  assert.ok(waited[1]! >= 1000 && waited[1]! <= 2000 && waited[2]! >= 2000, String(waited));
});

test("what another try cannot mend is told at once", async () => {
  const code = "order_reference_taken";
  answers = [[409, { code, field: "order_reference", detail: "why" }]];
  await assert.rejects(pay(), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual([error.status, error.code, error.field], [409, code, "order_reference"]);
    return true;
  });
  assert.equal(came.length, 1);
});

test("tries end", async () => {
  answers = [500, 500, 500, 500].map((status): Answer => [status, "<html>"]);
  await assert.rejects(pay(), /500 not_a_problem: <html>/);
  answers = [0, 0, 0, 0].map((status): Answer => [status, {}]);
  await assert.rejects(pay(), /0 unreachable/);
  assert.equal(came.length, 8);
});

test("every row of every page comes once", async () => {
  answers = [
    [200, { items: [{ order_reference: "1" }, { order_reference: "2" }], next: "c/1" }],
    [200, { items: [{ order_reference: "3" }] }],
  ];
  const rows = each((cursor) =>
    client.GET("/api/v1/payments/orders", { params: { query: { cursor } } }),
  );
  const seen: string[] = [];
  for await (const row of rows) seen.push(row.order_reference);
  assert.deepEqual(seen, ["1", "2", "3"]);
  assert.equal(new URL(String(came[1]?.path), base).searchParams.get("cursor"), "c/1");
});

test("a genuine webhook is read, any other refused", async () => {
  const url = "https://shop.example/hook";
  const body = Buffer.from(JSON.stringify({ id: "evt_1", name: "payment.approved" }));
  const headers = new Headers({ "content-type": "application/json" });
  const made = await newKey();
  await sign({ method: "POST", url, headers, body }, "key_9", await privateKey(made.privateKey));
  const raw = Buffer.from(made.publicKey.split("\n").slice(1, -2).join(""), "base64").subarray(-32);
  const hooks = new Webhooks(url, { key_9: raw.toString("base64") });
  const given = Object.fromEntries(headers);
  assert.equal((await hooks.event(given, body)).id, "evt_1");
  const elsewhere = new Webhooks("https://other.example/hook", { key_9: raw.toString("base64") });
  const refused = [
    () => hooks.event(given, Buffer.concat([body, body])),
    () => hooks.event(given, body, Date.now() + 301_000),
    () => hooks.event({ ...given, "content-type": "text/plain" }, body),
    () => hooks.event({}, body),
    () => elsewhere.event(given, body),
  ];
  for (const ask of refused) await assert.rejects(ask, NotGenuine);
});

test("the signature is one that others make too", async () => {
  const pair = generateKeyPairSync("ed25519");
  const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const headers = new Headers({ "idempotency-key": randomUUID() });
  const url = "https://network.example/api/v1/about";
  await sign({ method: "GET", url, headers, body: Buffer.alloc(0) }, "k", await privateKey(pem));
  const parameters = String(headers.get("signature-input")).slice(5);
  const text = signatureBase(
    [
      ["@method", "GET"],
      ["@target-uri", url],
      ["idempotency-key", String(headers.get("idempotency-key"))],
    ],
    parameters,
  );
  const same = signRaw(null, Buffer.from(text), pair.privateKey).toString("base64");
  assert.equal(headers.get("signature"), `sig1=:${same}:`);
});
