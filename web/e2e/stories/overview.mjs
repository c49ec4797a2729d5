import { signIn } from "../browser.mjs";

export const title = "the live overview moves by itself: figures and the last payments";

const links = 'main a[href^="/payments/pay_"]';

export async function run(world) {
  const page = await world.page({ language: "en" });
  await signIn(page, "ops@network");
  await page.locator('[role=status][data-state="live"]').waitFor();
  await page.locator(links).first().waitFor();
  // Lost by a reload, so that it proves that there was none.
  const before = await page.evaluate((selector) => {
    window.sameDocument = true;
    return {
      known: [...document.querySelectorAll(selector)].map((link) => link.getAttribute("href")),
      figures: document.querySelector("[data-testid=figures]").textContent,
    };
  }, links);
  await page.waitForFunction(
    ({ known, selector }) => {
      const first = document.querySelector(selector)?.getAttribute("href");
      return first !== undefined && !known.includes(first);
    },
    { known: before.known, selector: links },
  );
  await page.waitForFunction(
    (figures) => document.querySelector("[data-testid=figures]").textContent !== figures,
    before.figures,
  );
  if (!(await page.evaluate("window.sameDocument === true"))) throw new Error("was reloaded");

  // A held list stays as it is and counts what waits.
  await page.getByRole("button", { name: "Hold" }).click();
  await page.getByText(/[1-9]\d* new/).waitFor();
}
