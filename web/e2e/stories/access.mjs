import { createRequire } from "node:module";
import { PHONE, settled, signIn } from "../browser.mjs";
import { PAGES, open } from "../pages.mjs";

export const title = "no page has a serious barrier for keyboard or screen reader";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SERIOUS = ["serious", "critical"];

/** What axe finds on the page as it stands, one line each. */
async function barriers(page) {
  if (!(await page.evaluate("Boolean(window.axe)"))) await page.addScriptTag({ path: axe });
  // Whatever moves in has come to rest: a half-drawn text has half its contrast.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.effect?.getTiming().iterations === Infinity),
  );
  const found = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ["violations"] }),
  );
  return found.violations
    .filter((one) => SERIOUS.includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}`));
}

/** Drawers and menus, by the page and the button that opens them. */
const OPENED = [
  ["merchants", "New merchant"],
  ["routes", "New rule"],
  ["routes", "Dry run"],
  ["payments", "Export"],
  ["overview", "Quick find"],
];

export async function run(world) {
  const wrong = new Map();
  const note = (where, lines) => {
    for (const line of lines) wrong.set(line, [...(wrong.get(line) ?? []), where]);
  };
  const visit = async (page, name) => {
    await page.goto("/sign-in");
    await page.getByRole("main").waitFor();
    note(`${name} sign-in`, await barriers(page));
    await signIn(page, "admin@network");
    for (const path of PAGES)
      if (await open(page, path)) note(`${name} ${path}`, await barriers(page));
  };
  await visit(await world.page(), "desk");
  await visit(await world.page({ ...PHONE, language: "en" }), "phone");
  await visit(await world.page({ colorScheme: "dark" }), "dark");

  const page = await world.page({ language: "en" });
  await signIn(page, "ops@network");
  for (const [path, button] of OPENED) {
    await page.goto(`/${path}`);
    await settled(page);
    await page.getByRole("button", { name: button }).first().click();
    await page.locator(".ant-drawer-open, .ant-modal, .ant-dropdown").last().waitFor();
    note(`${path} ${button}`, await barriers(page));
  }
  if (wrong.size > 0) {
    const lines = [...wrong].map(([line, where]) => `${line}  (${where.join(", ")})`);
    throw new Error(`${wrong.size} barriers:\n${lines.join("\n")}`);
  }
}
