import { chromium } from "playwright-core";

/** Where the console answers. */
export const BASE_URL = process.env.BASE_URL ?? "http://127.0.0.1:8080";
/** Password of every person of the demo. */
export const PASSWORD = process.env.PASSWORD ?? "hongyadong-2026";

/** Longest wait for anything to appear, in milliseconds; a busy machine is slow. */
const WAIT_MAX_MS = 20_000;

export const DESK = { viewport: { width: 1440, height: 900 } };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

/** An installed Chromium, quiet and without a network of its own. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A new page in a window of its own. `page.broken` gathers what must never happen: errors that
 * nobody caught, errors in the console, answers of 500 and more. `page.refused` gathers answers of
 * 400 to 499, which some stories are about.
 */
export async function openPage(browser, { language = "zh", ...options } = {}) {
  const context = await browser.newContext({
    baseURL: BASE_URL,
    locale: language === "zh" ? "zh-CN" : "en-GB",
    timezoneId: "Asia/Shanghai",
    ...DESK,
    ...options,
  });
  await context.addInitScript((chosen) => {
    // Only the first time: a story may change the language itself.
    if (!localStorage.getItem("shancheng.language"))
      localStorage.setItem("shancheng.language", chosen);
  }, language);
  context.setDefaultTimeout(WAIT_MAX_MS);
  const page = await context.newPage();
  page.broken = [];
  page.refused = [];
  page.on("pageerror", (error) => page.broken.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    // Chromium writes every refused request to the console; the answers are looked at below.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      page.broken.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    const line = `${response.status()} ${response.request().method()} ${response.url()}`;
    if (response.status() >= 500) page.broken.push(line);
    else if (response.status() >= 400) page.refused.push(line);
  });
  return page;
}

/** Fills in the form of the sign-in page and sends it. */
export async function fillSignIn(page, login, password = PASSWORD) {
  await page.goto("/sign-in");
  await page.getByLabel(/^(用户名|User name)$/).fill(login);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
}

/** Signs in and waits for the first page. */
export async function signIn(page, login, password = PASSWORD) {
  await fillSignIn(page, login, password);
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** How many pixels the page is wider than the window. */
export const tooWide = (page) =>
  page.evaluate("document.documentElement.scrollWidth - window.innerWidth");

/** Waits until nothing on the page says that it is loading. */
export async function settled(page) {
  await page.waitForFunction(
    () =>
      document.querySelector("main")?.textContent &&
      !document.querySelector("[aria-busy=true], .ant-skeleton, .ant-spin-spinning"),
  );
}

/** Takes a choice of a select: the one with this text, or the first there is. */
export async function choose(page, label, text = "", typed = "") {
  // A drawer stands after the list whose filter may have the same name.
  const box = page.getByLabel(label, { exact: true }).last();
  await box.click();
  // Long lists draw only what is in view: typing brings it there.
  if (typed) await box.fill(typed);
  const id = await box.getAttribute("aria-controls");
  const list = page.locator(`.ant-select-dropdown:has([id="${id}"])`);
  const option = list.locator(".ant-select-item-option", { hasText: text }).first();
  const taken = list.locator(".ant-select-item-option-selected", { hasText: text }).first();
  // A list that is drawn anew under the pointer takes no choice; a person clicks again.
  for (let tries = 1; ; tries += 1) {
    await option.click();
    try {
      await taken.waitFor({ state: "attached", timeout: 3_000 });
      return;
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}
