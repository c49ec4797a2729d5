import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { choose, fillSignIn, settled, signIn } from "../browser.mjs";

export const title = "administrators make institutions, people, partners, keys and subscriptions";

const stamp = Date.now().toString(36);

export async function run(world) {
  const page = await world.page({ language: "en" });
  await signIn(page, "admin@network");
  const drawer = page.getByRole("dialog");
  const visit = async (path, button) => {
    await page.goto(path);
    await settled(page);
    await page.getByRole("button", { name: button }).first().click();
  };
  const save = () => drawer.getByRole("button", { name: "Save" }).click();

  await visit("/institutions", "New institution");
  await drawer.getByLabel("Name", { exact: true }).fill(`Story ${stamp} Ltd`);
  await drawer.getByLabel("Short name").fill(`Story ${stamp}`);
  await drawer.getByLabel("Code", { exact: true }).fill(String(Date.now()).slice(-8));
  await choose(page, "Kind", "Bank");
  await save();
  await page.getByRole("row", { name: `Story ${stamp} Ltd` }).waitFor();

  await visit("/people", "New person");
  const login = `story-${stamp}@network`;
  await choose(page, "Institution", "重庆分公司");
  await drawer.getByLabel("User name").fill(login);
  await drawer.getByLabel("Name", { exact: true }).fill("Story");
  await choose(page, "Roles", "Auditor");
  await page.keyboard.press("Escape");
  await save();
  const first = (await page.getByTestId("first-password").textContent()).trim();
  assert.ok(first.length >= 10, "a first password is shown once");
  await firstSignIn(world, login, first);

  await visit("/partners", "New partner");
  await choose(page, "Institution", "山城银行");
  await drawer.getByLabel("Name", { exact: true }).fill(`Partner ${stamp}`);
  await choose(page, "Roles", "Operations");
  await page.keyboard.press("Escape");
  await save();
  await page.getByRole("link", { name: `Partner ${stamp}` }).click();
  await page.getByRole("button", { name: "Register a key" }).click();
  await drawer.getByLabel("Name", { exact: true }).fill("Story key");
  const { publicKey } = generateKeyPairSync("ed25519");
  await drawer.getByLabel("Public key").fill(publicKey.export({ type: "spki", format: "pem" }));
  await save();
  await page.getByRole("row", { name: "Story key" }).waitFor();

  await visit("/webhooks", "New subscription");
  await choose(page, "Institution", "山城银行");
  await drawer.getByLabel("URL").fill(`https://partner.example/${stamp}`);
  await drawer.getByLabel("Events").fill("terminal.*");
  await page.keyboard.press("Enter");
  await save();
  await page.getByRole("link", { name: new RegExp(stamp) }).click();
  await page.getByText("Signature key").first().waitFor();
}

/** Whoever signs in with a first password chooses his own before anything else. */
async function firstSignIn(world, login, first) {
  const page = await world.page({ language: "en" });
  await fillSignIn(page, login, first);
  await page.getByText("Choose a password of your own").waitFor();
  await page.getByLabel("Current password").fill(first);
  await page.getByLabel("New password", { exact: true }).fill("jialing-river-2026");
  await page.getByLabel("New password again").fill("jialing-river-2026");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByRole("heading", { level: 1, name: "Live overview" }).waitFor();
}
