/**
 * The page that opens when somebody scans a merchant's code with a camera: what is paid to whom,
 * then to the wallet and back. It stays small, for phones on weak networks: no framework.
 */
import type { components } from "@shancheng/api";
import { fenOf, yuanOf } from "./amount";
import { language, ofProblem, say, type Word } from "./words";
import "./pay.css";

type Scanned = components["schemas"]["ScannedCode"];
type Paid = components["schemas"]["ScanPaid"];
type Place = components["schemas"]["GivenPlace"];

const root = document.querySelector<HTMLElement>("#pay") ?? document.body;
const query = new URLSearchParams(location.search);
const code = location.pathname.replace(/^\/q\//, "");
const address = `/api/v1/scanned-codes/${code}`;
const placeKey = `place:${code}`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

document.documentElement.lang = language;
document.title = say("title");

const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
};

const show = (...content: (Node | string)[]) => root.replaceChildren(...content);

const money = (fen: number) => element("p", "money", element("small", "", "¥"), yuanOf(fen));

const shop = (scanned: Scanned) => [
  element("p", "to", say("pay_to")),
  element("h1", "", scanned.merchant_name),
  ...(scanned.name ? [element("p", "name", scanned.name)] : []),
];

const button = (word: Word, act: () => void) => {
  const made = element("button", "go", say(word));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
};

const again = () => location.assign(location.pathname);

const message = (kind: "good" | "bad" | "wait", word: Word, ...more: Node[]) =>
  show(element("div", `mark ${kind}`), element("h1", "", say(word)), ...more);

const problem = (found: string | undefined) =>
  message("bad", ofProblem[found ?? ""] ?? "trouble", button("reload", again));

/** Where the payer is; asked for only when the code must be paid face to face. */
const position = () =>
  new Promise<Place | undefined>((resolve) => {
    if (!("geolocation" in navigator)) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          latitude_e6: Math.round(coords.latitude * 1e6),
          longitude_e6: Math.round(coords.longitude * 1e6),
          datum: "wgs84",
        }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });

const toWallet = async (scanned: Scanned, fen: number, note: HTMLElement) => {
  if (scanned.place_needed) {
    const place = await position();
    if (!place) {
      note.textContent = say("place_refused");
      return;
    }
    sessionStorage.setItem(placeKey, JSON.stringify(place));
  }
  const back = `${location.origin}${location.pathname}?amount=${fen}`;
  const join = scanned.wallet.includes("?") ? "&" : "?";
  location.assign(`${scanned.wallet}${join}version=1.0.0&redirectUrl=${encodeURIComponent(back)}`);
};

const ask = (scanned: Scanned) => {
  const note = element("p", "note", say(scanned.place_needed ? "place_why" : "wallet"));
  note.setAttribute("role", "status");
  if (scanned.amount_fen != null) {
    const fen = scanned.amount_fen;
    const until = scanned.expires_at
      ? new Date(scanned.expires_at).toLocaleTimeString(language, {
          hour: "2-digit",
          minute: "2-digit",
        })
      : undefined;
    show(
      ...shop(scanned),
      money(fen),
      ...(until ? [element("p", "until", say("until", { time: until }))] : []),
      button("pay", () => void toWallet(scanned, fen, note)),
      note,
    );
    return;
  }
  const input = element("input", "");
  input.inputMode = "decimal";
  input.autocomplete = "off";
  input.placeholder = "0.00";
  input.setAttribute("aria-label", say("amount"));
  const go = () => {
    const fen = fenOf(input.value);
    const most = scanned.amount_max_fen;
    if (fen === undefined || (most != null && fen > most)) {
      note.textContent =
        fen === undefined ? say("amount_bad") : say("amount_most", { most: yuanOf(most ?? 0) });
      note.className = "note wrong";
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return;
    }
    void toWallet(scanned, fen, note);
  };
  const form = element("form", "", element("label", "amount", element("span", "", "¥"), input));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  show(...shop(scanned), form, button("pay", go), note);
  input.focus();
};

const ended = (paid: Paid) => {
  if (paid.state === "approved") {
    const reference = paid.reference_no
      ? [element("p", "note", `${say("reference")} ${paid.reference_no}`)]
      : [];
    message(
      "good",
      "approved",
      money(paid.amount_fen),
      element("p", "name", paid.merchant_name),
      ...reference,
    );
  } else {
    const why = paid.response_text ? [element("p", "note", paid.response_text)] : [];
    message("bad", "declined", ...why, button("retry", again));
  }
};

const settled = new Set(["approved", "declined", "failed", "reversed"]);

/** The same request gets the same payment, so it is asked for until its end is known. */
const pay = async (scanned: Scanned, auth_code: string) => {
  const place = sessionStorage.getItem(placeKey);
  const entered = scanned.amount_fen ?? Number(query.get("amount"));
  const body = JSON.stringify({
    auth_code,
    amount_fen: entered,
    ...(place ? { place: JSON.parse(place) as Place } : {}),
  });
  message("wait", "paying");
  for (let tries = 0; tries < 20; tries += 1) {
    const headers = { "content-type": "application/json", "x-requested-with": "shancheng" };
    const answer = await fetch(`${address}/payments`, { method: "POST", headers, body }).catch(
      () => undefined,
    );
    const told: unknown = await answer?.json().catch(() => undefined);
    if (answer?.ok) {
      const paid = told as Paid;
      if (settled.has(paid.state)) return ended(paid);
    } else if (answer && answer.status < 500) {
      return problem((told as { code?: string } | undefined)?.code);
    }
    message("wait", "unknown");
    await pause(3_000);
  }
  message("wait", "unknown_long");
};

const open = async () => {
  message("wait", "loading");
  const answer = await fetch(address).catch(() => undefined);
  const told: unknown = await answer?.json().catch(() => undefined);
  if (!answer?.ok) return problem((told as { code?: string } | undefined)?.code);
  const scanned = told as Scanned;
  const auth = query.get("userAuthCode");
  // A payment that was begun is asked for by its own code, whatever became of the order.
  if (query.get("respCode") === "00" && auth) return pay(scanned, auth);
  if (query.has("respCode")) return message("bad", "cancelled", button("retry", again));
  if (scanned.state !== "open") return problem(`code_${scanned.state}`);
  ask(scanned);
};

void open();
