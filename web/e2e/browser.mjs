import { chromium } from "playwright-core";

/** Where the console answers. */
export const BASE_URL = process.env.BASE_URL ?? "http://127.0.0.1:8080";
/** Who signs in; the demo prints both. */
export const LOGIN = process.env.LOGIN ?? "admin@network";
export const PASSWORD = process.env.PASSWORD ?? "";

/** Debian's Chromium, quiet and without a network of its own. */
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

/** A new page of a window of its own; fails the story when the page itself breaks. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({
    baseURL: BASE_URL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.broken = [];
  page.on("pageerror", (error) => page.broken.push(error.message));
  return page;
}

/** Signs in by the form and waits for the shell. */
export async function signIn(page, login = LOGIN, password = PASSWORD) {
  await page.goto("/sign-in");
  await page.getByLabel(/^(用户名|User name)$/).fill(login);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  await page.getByRole("navigation").waitFor();
}
