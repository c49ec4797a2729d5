import { choose, signIn } from "../browser.mjs";

export const title = "a terminal is registered, bound, tried and opened from the form";

export async function run(world) {
  const page = await world.page();
  await signIn(page, "ops@shancheng");
  await page.goto("/terminals/new");
  const serial = `E2E${Date.now().toString(36).toUpperCase()}`;
  await page.getByLabel("终端序列号").fill(serial);
  await page.getByLabel("厂商").fill("江城终端");
  await page.getByLabel("型号").fill("P2000");
  await page.getByRole("button", { name: "登记" }).click();

  // Merchants of other stories may not have a store yet.
  await choose(page, "商户", /^(?!Story)/);
  await choose(page, "布放门店");
  await choose(page, "收单机构");
  await page.getByRole("button", { name: "绑定" }).click();

  await page.getByRole("button", { name: "开始测试" }).click();
  await page.getByRole("button", { name: "测试通过" }).click();
  await page.getByRole("button", { name: "启用" }).click();
  await page.getByText("终端已启用").waitFor();
  await page.getByRole("link", { name: "打开终端" }).click();
  await page.getByRole("heading", { level: 1, name: serial }).waitFor();
  await page.getByRole("heading", { name: "五要素绑定" }).waitFor();
}
