// Takes a picture of every page, at desk and phone width, in both languages, and says what is
// wrong with it: `npm run shots -w @shancheng/e2e -- FOLDER [FILTER]`. WHO signs in as
// another, LOOK takes one look only.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { BASE_URL, DESK, PHONE, launch, openPage, signIn, tooWide } from "./browser.mjs";
import { PAGES, open } from "./pages.mjs";
import { SCENES, become, play } from "./scenes.mjs";

const [folder, filter = ""] = process.argv.slice(2);
if (!folder) throw new Error("usage: shots.mjs FOLDER [FILTER]");
const who = process.env.WHO ?? "admin@network";
const looks = [
  { name: "desk.zh", ...DESK },
  { name: "desk.en", language: "en", ...DESK },
  { name: "phone.zh", ...PHONE },
  { name: "phone.en", language: "en", ...PHONE },
  { name: "dark.zh", colorScheme: "dark", only: /^(overview|payments|payments\/:id)$/, ...DESK },
];
// Names of the demo's merchants and people stay Chinese; labels and heads of tables must not.
const CHROME = "main :is(th, dt, label), nav a";

async function complain(page, where, language) {
  const say = (text) => console.log(`${where}: ${text}`);
  const wide = await tooWide(page);
  if (wide > 0) say(`${wide} px too wide`);
  for (const line of page.broken.splice(0)) say(line);
  for (const line of page.refused.splice(0)) say(line);
  if (language !== "en") return;
  const han = await page
    .locator(CHROME)
    .evaluateAll((all) =>
      all.map((one) => one.textContent.trim()).filter((text) => /[\u4e00-\u9fff]/.test(text)),
    );
  if (han.length) say(`Chinese: ${[...new Set(han)].join(" | ")}`);
}

await mkdir(folder, { recursive: true });
const browser = await launch();
for (const { name, only, ...options } of looks) {
  if (process.env.LOOK && process.env.LOOK !== name) continue;
  const page = await openPage(browser, options);
  const { width, height } = options.viewport;
  // The window grows to the page's height, so that what sticks to its edges stands where it should.
  const shoot = async (path) => {
    const whole = await page.evaluate("document.documentElement.scrollHeight");
    await page.setViewportSize({ width, height: Math.min(2400, Math.max(height, whole)) });
    await page.screenshot({
      path: join(folder, `${path.replaceAll("/", "_").replace(":", "")}.${name}.png`),
    });
    await page.setViewportSize({ width, height });
  };
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).waitFor();
  page.refused.length = 0;
  if (!only && "sign-in".includes(filter)) await shoot("sign-in");
  await signIn(page, who);
  page.refused.length = 0;
  for (const path of PAGES) {
    if ((only && !only.test(path)) || !path.includes(filter)) continue;
    const there = await open(page, path).catch(() => "unsettled");
    if (there === "unsettled") console.log(`${name} ${path}: never settles`);
    if (!there) {
      console.log(`${name} ${path}: no row to open`);
      continue;
    }
    // Charts and drawers move in; a picture is not a test, so it may wait for the clock.
    await page.waitForTimeout(path === "overview" ? 2000 : 500);
    await complain(page, `${name} ${path}`, options.language);
    await shoot(path);
  }
  const seen = (scene) =>
    !only && `scene ${scene.name}`.includes(filter) && (!scene.phone || options.isMobile);
  let signedIn = who;
  for (const scene of SCENES.filter(seen)) {
    const wanted = scene.who ?? who;
    try {
      if (wanted !== signedIn) await become(page, wanted);
      signedIn = wanted;
      await play(page, scene);
    } catch (error) {
      console.log(`${name} scene ${scene.name}: ${error.message.split("\n")[0]}`);
    }
    await page.waitForTimeout(500);
    page.refused.length = 0;
    await complain(page, `${name} scene ${scene.name}`, options.language);
    // A drawer is as high as the window: the page behind it does not matter.
    const file = `scene_${scene.name}.${name}.png`;
    await page.screenshot({ path: join(folder, file) });
  }
  await page.context().close();
}
await browser.close();
console.log(`pictures of ${BASE_URL} in ${folder}`);
