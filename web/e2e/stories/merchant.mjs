import { choose, settled, signIn } from "../browser.mjs";

export const title = "a merchant gets a store and a contract, is changed, suspended and resumed";

const LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A unified social credit code with its check digit (GB 32100). */
function creditCode() {
  const random = Array.from({ length: 7 }, () => LETTERS[Math.floor(Math.random() * 31)]);
  const head = `91500103MA${random.join("")}`;
  let sum = 0;
  let weight = 1;
  for (const letter of head) {
    sum += LETTERS.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return head + LETTERS[(31 - (sum % 31)) % 31];
}

export async function run(world) {
  const page = await world.page({ language: "en" });
  await signIn(page, "ops@shancheng");
  await page.goto("/merchants");
  await settled(page);
  const name = `Story ${Date.now().toString(36)}`;
  const drawer = page.getByRole("dialog");
  const field = (label) => drawer.getByLabel(label);
  const save = () => drawer.getByRole("button", { name: "Save" }).click();

  await page.getByRole("button", { name: "New merchant" }).click();
  await field("Full name").fill(`${name} Ltd`);
  await field("Short name").fill(name);
  await field("Unified social credit code").fill("91500103MA0000000X");
  await choose(page, "MCC", "5812", "5812");
  await choose(page, "Division", "500103", "Yuzhong");
  await field("Address").fill("No. 1, Example Road");
  await field("Bank").fill("Bank of the mountain city");
  await field("Settlement account").fill("6222021234567890128");
  await field("Phone").fill("13800138000");
  await save();
  // The check digit is the server's to judge; its refusal stands at the field.
  await drawer.locator(".ant-form-item-has-error", { hasText: "credit code" }).waitFor();
  await field("Unified social credit code").fill(creditCode());
  await save();
  await drawer.waitFor({ state: "hidden" });

  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("button", { name: "New store" }).first().click();
  await field("Store name").fill(`${name} One`);
  await field("Store code").fill("001");
  await field("Latitude").fill("29.563010");
  await field("Longitude").fill("106.551557");
  await save();
  await drawer.waitFor({ state: "hidden" });
  await page.getByRole("cell", { name: `${name} One` }).waitFor();

  await page.getByRole("tab", { name: "Contracts" }).click();
  await page.getByRole("button", { name: "New contract" }).first().click();
  await choose(page, "Acquirer");
  await save();
  await drawer.waitFor({ state: "hidden" });
  await page.getByRole("table", { name: "Contracts" }).locator("tbody tr").waitFor();

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await field("Short name").fill(`${name} B`);
  await save();
  await drawer.waitFor({ state: "hidden" });
  for (const act of ["Suspend", "Resume"]) {
    await page.getByRole("button", { name: act, exact: true }).click();
    await drawer.getByRole("button", { name: act, exact: true }).click();
    await drawer.waitFor({ state: "hidden" });
  }
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByText("Resumed").first().waitFor();
}

export const refused = [/^4\d\d POST .*\/api\/v1\/merchants$/];
