import { fillSignIn, signIn } from "../browser.mjs";

export const title = "a wrong password is refused in clear words, the right one lets in";
export const refused = [/^401 POST .*\/api\/v1\/sign-in$/];

export async function run(world) {
  const page = await world.page();
  await fillSignIn(page, "ops@jialing", "not-the-password");
  await page.getByRole("alert").getByText("用户名或密码不正确。").waitFor();
  if (new URL(page.url()).pathname !== "/sign-in") throw new Error("left the sign-in page");

  await signIn(page, "ops@jialing");
  await page.getByRole("heading", { level: 1, name: "实时总览" }).waitFor();
  await page.getByRole("button", { name: /杨帆/ }).click();
  await page.getByText("退出登录").click();
  await page.getByText("您已退出登录").waitFor();
  // The session is gone at the server too.
  await page.goto("/payments");
  await page.waitForURL(/\/sign-in\?back=/);
}
