// Takes a picture of every page at desk and phone width: `npm run shots -w @shancheng/e2e -- [filter]`.
import { mkdir } from "node:fs/promises";
import { BASE_URL, PASSWORD, launch, openPage, signIn } from "./browser.mjs";

const filter = process.argv[2] ?? "";
const out = new URL("./shots/", import.meta.url).pathname;
const pages = [
  "overview",
  "payments",
  "payments/:id",
  "reversals",
  "merchants",
  "merchants/:id",
  "terminals",
  "terminals/:id",
  "terminals/new",
  "imports",
  "makers-reports",
  "routes",
  "acquirers",
  "acquirers/:id",
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
  "webhooks",
  "jobs",
  "jobs/:id",
  "account",
];
const looks = [
  { name: "desk", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  {
    name: "phone",
    viewport: { width: 390, height: 844 },
    colorScheme: "light",
    isMobile: true,
    deviceScaleFactor: 2,
  },
  {
    name: "dark",
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
    only: /^(overview|payments|payments\/:id|routes)$/,
  },
];

await mkdir(out, { recursive: true });
const browser = await launch();
for (const { name, only, ...options } of looks) {
  const page = await openPage(browser, options);
  await page.goto("/sign-in");
  await page.waitForTimeout(800);
  if (!filter || "sign-in".includes(filter))
    await page.screenshot({ path: `${out}sign-in.${name}.png` });
  if (PASSWORD) await signIn(page);
  for (const path of pages) {
    if ((only && !only.test(path)) || (filter && !path.includes(filter))) continue;
    if (path.endsWith("/:id")) {
      await page.goto(`/${path.replace("/:id", "")}`);
      const link = page
        .locator(`main a[href^="/${path.replace(":id", "")}"]:not([href$="/new"])`)
        .first();
      const href = await link.getAttribute("href", { timeout: 5000 }).catch(() => null);
      if (!href) {
        console.log(`${name} ${path}: no row to open`);
        continue;
      }
      await page.goto(href);
    } else {
      await page.goto(`/${path}`);
    }
    await page.waitForTimeout(path === "overview" ? 2500 : 1100);
    const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    if (wide > 0) console.log(`${name} ${path}: ${wide} px too wide`);
    await page.screenshot({
      path: `${out}${path.replaceAll("/", "_").replace(":", "")}.${name}.png`,
      fullPage: true,
    });
  }
  for (const message of page.broken) console.log(`${name}: ${message}`);
  await page.context().close();
}
await browser.close();
console.log(`pictures of ${BASE_URL} in ${out}`);
