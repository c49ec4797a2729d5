import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { choose, settled, signIn } from "../browser.mjs";

export const title = "payments are filtered and exported, and one of them tells its whole way";

export async function run(world) {
  const page = await world.page({ language: "en" });
  await signIn(page, "ops@network");
  await page.goto("/payments");
  await settled(page);
  await choose(page, "State", "Approved");
  await choose(page, "Kind", "Sale");
  await page.waitForURL(/state=approved.*kind=sale/);
  const rows = page.getByRole("table").locator("tbody tr");
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll("main tbody tr")];
    return all.length > 0 && all.every((row) => /Approved.*Sale/.test(row.textContent));
  });
  const loaded = await rows.count();
  await page.getByRole("button", { name: "Load more" }).click();
  await page.waitForFunction(
    (count) => document.querySelectorAll("main tbody tr").length > count,
    loaded,
  );
  await exported(page);

  const amount = await rows.first().locator("td").nth(2).textContent();
  await rows.first().getByRole("link").click();
  await page.getByRole("heading", { name: "Time line" }).waitFor();
  const section = (name) => page.getByRole("region", { name, exact: true });
  await section("Payment").getByText(amount.trim()).first().waitFor();

  const hops = section("Time line").getByRole("listitem");
  assert.ok((await hops.count()) >= 5, "a payment passes at least five hops");
  for (const hop of await hops.allTextContents()) assert.match(hop, /\d ms$/);
  await section("Routing decision").getByText("Chosen", { exact: true }).waitFor();
  const reasons = await section("Routing decision").getByRole("listitem").allTextContents();
  assert.ok(reasons.every((reason) => reason.length > 10));
  await section("Binding check").getByText("Matched").waitFor();
  const entries = section("Ledger entries").locator("tbody tr");
  assert.ok((await entries.count()) >= 1, "an approved sale is booked");
  assert.ok((await entries.first().textContent()).includes(amount.trim()));
}

async function exported(page) {
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /CSV/ }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  const lines = text.trim().split("\n");
  assert.ok(lines.length > 50, "the export holds more than one page");
  assert.ok(
    lines.slice(1).every((line) => line.includes("approved")),
    "the export is filtered",
  );
}
