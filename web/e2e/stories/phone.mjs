import assert from "node:assert/strict";
import { PHONE, settled, signIn, tooWide } from "../browser.mjs";
import { PAGES, open } from "../pages.mjs";

export const title = "on the phone no page scrolls sideways, and the navigation opens";

export async function run(world) {
  const page = await world.page(PHONE);
  await page.goto("/sign-in");
  const submit = page.getByRole("button", { name: "登录" });
  await submit.waitFor();
  assert.equal(await tooWide(page), 0, "sign-in is too wide");
  const box = await submit.boundingBox();
  assert.ok(box.y + box.height <= PHONE.viewport.height, "signing in needs no scrolling");
  assert.ok(box.height >= 40, "the button is big enough for a thumb");

  await signIn(page, "ops@network");
  await settled(page);
  await page.locator('[role=status][data-state="live"]').waitFor();
  assert.equal(await tooWide(page), 0, "the overview is too wide");
  await page.getByRole("button", { name: "打开导航" }).click();
  await page.getByRole("link", { name: "交易", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "交易" }).waitFor();

  for (const path of PAGES) {
    if (!(await open(page, path))) continue;
    assert.equal(await tooWide(page), 0, `${path} is too wide`);
  }
}
