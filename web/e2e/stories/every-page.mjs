import { signIn } from "../browser.mjs";
import { PAGES, open } from "../pages.mjs";

export const title = "every page opens for everybody without an error";

const PEOPLE = ["admin@network", "ops@network", "risk@network", "ops@shancheng", "admin@shancheng"];

export async function run(world) {
  for (const login of PEOPLE) {
    const page = await world.page();
    await signIn(page, login);
    for (const path of PAGES) await open(page, path);
  }
}
