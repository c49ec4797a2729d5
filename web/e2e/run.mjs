// Runs the stories of stories/ one after another in one browser: `npm run e2e -- [FILTER]`.
// A story exports `title` and `run(world)`; `refused` names the requests that it expects to be
// refused. An error that nobody caught, or any other refusal, fails it.
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASE_URL, launch, openPage } from "./browser.mjs";

/** Longest time of one story, in milliseconds. */
const STORY_MAX_MS = 480_000;
// Whoever is not signed in is told so when the console asks who he is.
const ALWAYS_REFUSED = [/^401 GET .*\/api\/v1\/me$/];

const folder = new URL("./stories/", import.meta.url);
const filter = process.argv[2] ?? "";
const names = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort();
const chosen = names.filter((name) => name.includes(filter));
if (chosen.length === 0) throw new Error(`no story is named ${filter}`);

/** What a story works with; remembers its pages, to look at them afterwards. */
function worldOf(browser) {
  const pages = [];
  return {
    pages,
    async page(options) {
      const page = await openPage(browser, options);
      pages.push(page);
      return page;
    },
  };
}

function timeOut() {
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${STORY_MAX_MS} ms`)), STORY_MAX_MS);
  });
  return { over, stop: () => clearTimeout(timer) };
}

function unexpected(page, expected) {
  const allowed = [...ALWAYS_REFUSED, ...expected];
  const refused = page.refused.filter((line) => !allowed.some((pattern) => pattern.test(line)));
  return [...page.broken, ...refused];
}

async function tell(browser, name) {
  const { title, run, refused = [] } = await import(new URL(name, folder).href);
  const world = worldOf(browser);
  const begun = Date.now();
  const { over, stop } = timeOut();
  let wrong = [];
  try {
    await Promise.race([run(world), over]);
    wrong = world.pages.flatMap((page) => unexpected(page, refused));
  } catch (error) {
    wrong = [error.stack, ...world.pages.flatMap((page) => unexpected(page, refused))];
  } finally {
    stop();
  }
  console.log(`${wrong.length ? "FAIL" : "ok  "} ${title} (${Date.now() - begun} ms)`);
  for (const line of wrong) console.log(`     ${line}`);
  if (wrong.length) await show(world, name);
  for (const page of world.pages) await page.context().close();
  return wrong.length === 0;
}

/** Leaves pictures of a failed story's pages behind. */
async function show(world, name) {
  const out = await mkdtemp(join(tmpdir(), "story-"));
  for (const [index, page] of world.pages.entries()) {
    const path = join(out, `${name}.${index}.png`);
    const shot = await page.screenshot({ path }).catch(() => undefined);
    if (shot) console.log(`     ${page.url()}: ${path}`);
  }
}

console.log(`${chosen.length} stories against ${BASE_URL}`);
const browser = await launch();
let failed = 0;
for (const name of chosen) if (!(await tell(browser, name))) failed += 1;
await browser.close();
console.log(failed ? `${failed} of ${chosen.length} stories failed` : "all stories passed");
process.exitCode = failed ? 1 : 0;
