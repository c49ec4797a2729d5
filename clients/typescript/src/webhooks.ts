import { webcrypto } from "node:crypto";
import { contentDigest, signatureBase } from "./signing.js";

const MUST_COVER = ["@method", "@target-uri", "content-digest"];
const WINDOW_S = 300;

/** An event 事件. The same `id` may come more than once: drop what you have seen. */
export interface Event {
  id: string;
  institution: number;
  name: string;
  aggregate: string;
  at: string;
  data: Record<string, unknown>;
}

/** The delivery is not what it says it is: answer 401 and do nothing. */
export class NotGenuine extends Error {
  override readonly name = "NotGenuine";
}

/** Checks deliveries to one address. */
export class Webhooks {
  /**
   * @param url the address exactly as it was registered: the signature covers it
   * @param keys public keys (base 64, as the API gives them) by key id; two while a key is changed
   */
  constructor(
    private readonly url: string,
    private readonly keys: Record<string, string>,
  ) {}

  /**
   * The event of a delivery. Throws `NotGenuine` for one that is not signed right, is older than
   * five minutes, or has another body than the signed one.
   */
  async event(
    headers: Record<string, string | string[] | undefined>,
    body: Uint8Array,
    now = Date.now(),
  ): Promise<Event> {
    const given = new Map<string, string>();
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) given.set(name.toLowerCase(), String(value));
    }
    const header = (name: string) => given.get(name) ?? refuse(`header ${name} is missing`);
    const input = header("signature-input");
    const label = input.slice(0, input.indexOf("="));
    const parameters = input.slice(label.length + 1);
    const names = [...parameters.slice(0, parameters.indexOf(")")).matchAll(/"([^"]+)"/g)];
    const covered = names.map(([, name]): [string, string] => [
      String(name),
      name === "@method" ? "POST" : name === "@target-uri" ? this.url : header(String(name)),
    ]);
    const said = (name: string) =>
      new RegExp(`;${name}="?([^";]+)"?`).exec(parameters)?.[1] ?? refuse(`no ${name}`);
    if (!MUST_COVER.every((name) => covered.some(([known]) => known === name))) {
      refuse("the signature covers too little");
    }
    const age = Math.abs(now / 1000 - Number(said("created")));
    if (!(age <= WINDOW_S)) refuse("made more than five minutes ago, or ahead");
    if (header("content-digest") !== contentDigest(body))
      refuse("another body than the signed one");
    const raw = this.keys[said("keyid")] ?? refuse("signed under an unknown key");
    const signature = header("signature");
    if (!signature.startsWith(`${label}=:`)) refuse(`no signature labelled ${label}`);
    const key = await webcrypto.subtle.importKey(
      "raw",
      Buffer.from(raw, "base64"),
      { name: "Ed25519" },
      false,
      ["verify"],
    );
    const bytes = Buffer.from(signature.slice(label.length + 2, -1), "base64");
    const base = new TextEncoder().encode(signatureBase(covered, parameters));
    if (!(await webcrypto.subtle.verify({ name: "Ed25519" }, key, bytes, base))) {
      refuse("the signature does not match");
    }
    return JSON.parse(Buffer.from(body).toString("utf8")) as Event;
  }
}

function refuse(why: string): never {
  throw new NotGenuine(`not a genuine delivery: ${why}`);
}
