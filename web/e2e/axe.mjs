import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { DESK, PHONE } from "./browser.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SERIOUS = ["serious", "critical"];
/** Nothing moves: a half-drawn text has half its contrast. */
const still = { reducedMotion: "reduce" };

/** How the pages are looked at. */
export const LOOKS = {
  "desk.zh": { ...still, ...DESK },
  "desk.en": { ...still, ...DESK, language: "en" },
  "phone.zh": { ...still, ...PHONE },
  "phone.en": { ...still, ...PHONE, language: "en" },
  "dark.zh": { ...still, ...DESK, colorScheme: "dark" },
};

/** What axe finds serious or critical on the page as it stands, one line each. */
export async function barriers(page) {
  // The page itself lets no script in; the browser does.
  if (!(await page.evaluate("Boolean(window.axe)"))) await page.evaluate(axe);
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState === "finished"),
  );
  const found = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ["violations"] }),
  );
  return found.violations
    .filter((rule) => SERIOUS.includes(rule.impact))
    .flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${why(node)}`),
    );
}

const why = (node) => [...node.any, ...node.all, ...node.none].map((one) => one.message).join("; ");

/** Findings by what they are, each with the first place and how many more. */
export class Findings {
  #places = new Map();

  add(where, what) {
    this.#places.set(what, [...(this.#places.get(what) ?? []), where]);
  }

  /** Throws when there are any. */
  check() {
    const lines = [...this.#places].map(
      ([what, [first, ...more]]) =>
        `${first}${more.length ? ` and ${more.length} more` : ""}: ${what}`,
    );
    if (lines.length) throw new Error(lines.join("\n"));
  }
}
