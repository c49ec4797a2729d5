import { createHash, createPrivateKey, randomUUID, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Findings, barriers } from "../axe.mjs";
import { settled, signIn } from "../browser.mjs";

export const title =
  "a vendor opens its sandbox, pays with the key it saved, finds the request and sends it again";

// Before the sandbox is opened there is none; a signature of the wrong address is refused.
export const refused = [/^404 GET .*\/api\/v1\/sandbox$/];

/** A signed request (RFC 9421) with node's own crypto; `signed` is the address it is signed for. */
async function call(file, method, path, body, signed = path) {
  const url = `${file.base_url}/api/v1/${path}`;
  const text = JSON.stringify(body);
  const digest = `sha-256=:${createHash("sha256").update(text).digest("base64")}:`;
  const key = randomUUID();
  const covered = [
    ["@method", method],
    ["@target-uri", `${file.base_url}/api/v1/${signed}`],
    ["content-digest", digest],
    ["idempotency-key", key],
  ];
  const names = covered.map(([name]) => `"${name}"`).join(" ");
  const created = Math.floor(Date.now() / 1000);
  const parameters = `(${names});created=${created};keyid="${file.key_id}";nonce="${randomUUID()}"`;
  const lines = covered.map(([name, value]) => `"${name}": ${value}`);
  const base = [...lines, `"@signature-params": ${parameters}`].join("\n");
  const made = sign(null, Buffer.from(base), createPrivateKey(file.private_key));
  const headers = {
    "content-type": "application/json",
    "content-digest": digest,
    "idempotency-key": key,
    "signature-input": `sig1=${parameters}`,
    signature: `sig1=:${made.toString("base64")}:`,
  };
  return fetch(url, { method, headers, body: text });
}

export async function run(world) {
  const page = await world.page({ language: "en" });
  await signIn(page, "vendor@cloudbridge");
  await page.goto("/sandbox");
  await settled(page);
  await page.getByRole("button", { name: /^(Open the sandbox|New key)$/ }).click();
  const dialog = page.getByRole("dialog");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save sandbox.json" }).click(),
  ]);
  const file = JSON.parse(await readFile(await download.path(), "utf8"));
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText(file.serial).waitFor();

  const order = {
    order_reference: randomUUID().replaceAll("-", ""),
    terminal_id: file.terminal_id,
    serial: file.serial,
    amount_fen: 2500,
    code: "6212345678901234567",
  };
  const api = { ...file, base_url: process.env.API_URL ?? file.base_url };
  const paid = await (await call(api, "POST", "payments", order)).json();
  if (paid.state !== "approved") throw new Error(`not paid: ${JSON.stringify(paid)}`);
  await call(api, "POST", "payments", order, "payment");

  await page.goto("/sandbox?signature=refused");
  await page.getByRole("row").filter({ hasText: "signature_mismatch" }).first().waitFor();
  await page.getByRole("link", { name: /POST/ }).first().click();
  const base = page.getByRole("region", { name: "Signature base, as we made it" });
  await base.getByText(`"@target-uri": ${api.base_url}/api/v1/payments`).waitFor();
  const all = new Findings();
  for (const one of await barriers(page)) all.add("sandbox request", one);

  await page.goto("/sandbox?signature=good&refused=false");
  await page
    .getByRole("link", { name: /POST.*\/payments/ })
    .first()
    .click();
  await page.getByText(order.order_reference).first().waitFor();
  await page.getByRole("button", { name: "Again, same key" }).click();
  await page.getByText("First answer again").waitFor();
  await page.getByText("From the console").waitFor();

  await page.goto("/sandbox?tab=tests");
  await page.getByText("134567890123456789").waitFor();
  all.check();
}
