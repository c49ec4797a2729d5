import { settled } from "./browser.mjs";

/** Every page of the console; an `:id` stands for the first row of its list. */
export const PAGES = [
  "overview",
  "payments",
  "payments/:id",
  "reversals",
  "batches",
  "batches/:id",
  "codes",
  "codes/:id",
  "merchants",
  "merchants/:id",
  "terminals",
  "terminals/:id",
  "terminals/new",
  "imports",
  "imports/:id",
  "makers-reports",
  "makers-reports/:id",
  "routes",
  "acquirers",
  "acquirers/:id",
  "clearing/days",
  "clearing/days/:id",
  "settlements",
  "settlements/:id",
  "holds",
  "statement",
  "fee-rules",
  "card-bins",
  "working-days",
  "reconciliation",
  "reconciliation/:id",
  "reconciliation/results",
  "reconciliation/results/:id",
  "ledger/accounts",
  "ledger/accounts/:id",
  "ledger/trial-balance",
  "approvals",
  "approvals/:id",
  "audit",
  "evidence",
  "institutions",
  "people",
  "partners",
  "partners/:id",
  "webhooks",
  "webhooks/:id",
  "jobs",
  "jobs/:id",
  "account",
];

/** Opens a page of `PAGES` and waits for its content. Returns whether there was a row to open. */
export async function open(page, path) {
  if (path.endsWith("/:id")) {
    const list = `/${path.replace("/:id", "")}`;
    if (new URL(page.url()).pathname !== list) await page.goto(list);
    await settled(page);
    // The list's own pages beside its rows, such as a form for a new one.
    const rows = PAGES.filter((one) => !one.endsWith("/:id")).map(
      (one) => `:not([href="/${one}"])`,
    );
    const link = page.locator(`main a[href^="${list}/"]${rows.join("")}`).first();
    if ((await link.count()) === 0) return false;
    await page.goto(await link.getAttribute("href"));
  } else {
    await page.goto(`/${path}`);
  }
  await settled(page);
  return true;
}
