import assert from "node:assert/strict";
import { signIn } from "../browser.mjs";

export const title = "the language changes everywhere at once and is remembered";

export async function run(world) {
  const page = await world.page();
  await signIn(page, "ops@network");
  await page.goto("/merchants");
  await page.getByRole("heading", { level: 1, name: "商户" }).waitFor();
  await page.getByRole("button", { name: "切换为英文" }).click();
  await page.getByRole("heading", { level: 1, name: "Merchants" }).waitFor();
  await page.getByRole("link", { name: "Live overview" }).waitFor();
  assert.equal(await page.evaluate("document.documentElement.lang"), "en");
  assert.match(await page.title(), /^Merchants · Shancheng/);

  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Merchants" }).waitFor();
  await page.getByRole("button", { name: "Switch to Chinese" }).click();
  await page.getByRole("heading", { level: 1, name: "商户" }).waitFor();
}
