import { PHONE, settled, signIn } from "../browser.mjs";
import { Findings, barriers } from "../axe.mjs";

export const title = "a board is opened, scanned by a phone, paid through the wallet, and closed";
// A closed code is told as such.
export const refused = [/^409 POST .*\/scanned-codes\//];

export async function run(world) {
  const desk = await world.page({ language: "en" });
  await signIn(desk, "till@shancheng");
  await desk.goto("/codes");
  await settled(desk);
  await desk.getByRole("button", { name: "Make a board" }).click();
  const drawer = desk.getByRole("dialog");
  await drawer.getByRole("combobox", { name: /board's terminal/ }).click();
  await desk.locator(".ant-select-item-option").first().click();
  await drawer.getByLabel("Name").fill("Story board");
  await drawer.getByRole("button", { name: "Make a board" }).click();
  await desk.getByRole("heading", { level: 1, name: "Story board" }).waitFor();
  await settled(desk);
  const all = new Findings();
  for (const one of await barriers(desk)) all.add("code", one);
  const path = await desk.locator("a[href^='/q/']").getAttribute("href");

  // The payer has no account here.
  const phone = await world.page({ language: "zh", ...PHONE });
  const asked = async () => {
    await phone.goto(path);
    await phone.getByLabel("金额（元）").waitFor();
  };
  await asked();
  for (const one of await barriers(phone)) all.add("payer", one);
  await phone.getByRole("button", { name: "去付款" }).click();
  await phone.getByText("最多两位小数").waitFor();
  await phone.getByLabel("金额（元）").fill("0.00");
  await phone.getByRole("button", { name: "去付款" }).click();
  await phone.getByText("最多两位小数").waitFor();
  await phone.getByLabel("金额（元）").fill("12.34");
  await phone.getByRole("button", { name: "去付款" }).click();
  await phone.getByRole("button", { name: /取消/ }).click();
  await phone.getByRole("heading", { name: "您已取消付款" }).waitFor();
  await phone.getByRole("button", { name: "重新付款" }).click();
  await phone.getByLabel("金额（元）").fill("12.34");
  await phone.getByRole("button", { name: "去付款" }).click();
  await phone.getByRole("button", { name: /同意/ }).click();
  await phone.getByRole("heading", { name: /付款成功|付款未成功/ }).waitFor();
  // The bank's stand-in declines now and then; whatever it said, the same page says it again.
  const told = await phone.getByRole("heading", { level: 1 }).textContent();
  await phone.reload();
  await phone.getByRole("heading", { name: told }).waitFor();

  await desk.getByRole("button", { name: "Close" }).first().click();
  await desk.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await desk.getByText("Closed", { exact: true }).waitFor();
  await phone.goto(path);
  await phone.getByRole("heading", { name: "此码已关闭" }).waitFor();
  all.check();
}
