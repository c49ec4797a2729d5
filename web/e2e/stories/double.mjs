import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { settled, signIn } from "../browser.mjs";

export const title = "a serial that belongs to another merchant is refused by field and rule";
export const refused = [/^409 POST .*\/api\/v1\/terminals$/];

/** The serial of a live terminal of the bank. */
async function takenSerial(world) {
  if (process.env.DEMO_FILE) {
    const demo = JSON.parse(await readFile(process.env.DEMO_FILE, "utf8"));
    return demo.terminals.find((terminal) => terminal.institution_id === 2).serial;
  }
  const page = await world.page();
  await signIn(page, "ops@shancheng");
  await page.goto("/terminals?state=active");
  await settled(page);
  return (await page.locator('main a[href^="/terminals/trm_"]').first().textContent()).trim();
}

export async function run(world) {
  const serial = await takenSerial(world);
  for (const [language, field, rule] of [
    ["zh", "终端序列号", /一机一码，不能重复登记/],
    ["en", "Serial", /one serial, one terminal/],
  ]) {
    const page = await world.page({ language });
    await signIn(page, "ops@jialing");
    await page.goto("/terminals/new");
    await page.getByLabel(field, { exact: true }).fill(serial.toLowerCase());
    await page.getByLabel(/^(厂商|Maker)$/).fill("江城终端");
    await page.getByLabel(/^(型号|Model)$/).fill("P2000");
    await page.getByRole("button", { name: /^(登记|Register)$/ }).click();
    // The rule stands at the field, and the field has the focus.
    await page.locator(".ant-form-item", { hasText: field }).getByText(rule).waitFor();
    const input = page.getByLabel(field, { exact: true });
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    assert.equal(await input.inputValue(), serial.toLowerCase(), "what was typed stays");
  }
}
