import { Findings, LOOKS, barriers } from "../axe.mjs";
import { signIn } from "../browser.mjs";
import { PAGES, open } from "../pages.mjs";

export const title = "no page has a serious barrier for keyboard or screen reader";

export async function run(world) {
  const all = new Findings();
  for (const [name, look] of Object.entries(LOOKS)) {
    const page = await world.page(look);
    const note = async (where) => {
      for (const one of await barriers(page)) all.add(`${name} ${where}`, one);
    };
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^(登录|Sign in)$/ }).waitFor();
    await note("sign-in");
    await signIn(page, "admin@network");
    for (const path of PAGES) if (await open(page, path)) await note(path);
  }
  all.check();
}
