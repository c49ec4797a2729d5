import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import createClient, { type Client as Typed } from "openapi-fetch";
import { ProblemError, UNREACHABLE, problemOf } from "./problem.js";
import type { paths } from "./schema.js";
import { privateKey, sign } from "./signing.js";

/** What a client is made of. */
export interface Options {
  /** Scheme and host, without `/api/v1`. */
  baseUrl: string;
  /** Id of the registered key. */
  keyId: string;
  /** The private key's PEM text. */
  privateKey: string;
  /** Tries of a request, the first one counted; 4 when absent. */
  attempts?: number;
  /** Before the second try, ms; doubled each time, with up to as much again by chance. */
  firstWaitMs?: number;
  /** A little more than the minute in which the API answers, ms. */
  timeoutMs?: number;
  /** For tests. */
  fetch?: typeof globalThis.fetch;
  /** For tests. */
  wait?: (ms: number) => Promise<void>;
}

const LONGEST_WAIT_MS = 30_000;

/** The API, each call typed by its description. Refusals are thrown as `ProblemError`. */
export type Client = Typed<paths>;

/**
 * A client of the API as one partner.
 *
 * Every write carries an idempotency key, the same on every try (give one of your own as the
 * header `idempotency-key`): the API does it once and gives the first answer again. That is why a
 * lost answer may be followed by the same request.
 */
export async function connect(options: Options): Promise<Client> {
  const key = await privateKey(options.privateKey);
  const attempts = options.attempts ?? 4;
  const wait = options.wait ?? ((ms) => new Promise((done) => setTimeout(done, ms)));

  async function once(request: Request, headers: Headers, body: Uint8Array): Promise<Response> {
    const { method, url } = request;
    // Signed is the address as it leaves.
    await sign({ method, url, headers, body }, options.keyId, key);
    let answer: Response;
    try {
      answer = await (options.fetch ?? globalThis.fetch)(url, {
        method,
        headers,
        body: body.length > 0 ? Buffer.from(body) : undefined,
        redirect: "error",
        signal: AbortSignal.timeout(options.timeoutMs ?? 70_000),
      });
    } catch (why) {
      const cause = why instanceof Error ? (why.cause ?? why) : why;
      throw new ProblemError(0, { code: UNREACHABLE, detail: String(cause) });
    }
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  }

  async function send(request: Request): Promise<Response> {
    const body = new Uint8Array(await request.arrayBuffer());
    const headers = new Headers(request.headers);
    if (request.method !== "GET" && !headers.has("idempotency-key")) {
      headers.set("idempotency-key", randomBytes(18).toString("base64url"));
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(request, new Headers(headers), body);
      } catch (error) {
        const problem = error instanceof ProblemError ? error : undefined;
        if (attempt === attempts || !problem?.mayBeRepeated) throw error;
        const doubled = (options.firstWaitMs ?? 500) * 2 ** (attempt - 1);
        const asked = problem.retryAfterS === undefined ? undefined : problem.retryAfterS * 1000;
        await wait(Math.min(asked ?? doubled * (1 + Math.random()), LONGEST_WAIT_MS));
      }
    }
  }

  return createClient<paths>({
    baseUrl: options.baseUrl.replace(/\/+$/, ""),
    fetch: send,
    querySerializer: { array: { style: "form", explode: false } },
  });
}

/** What the sandbox gives a vendor, as its page saves it: `sandbox.json`. */
export interface SandboxFile {
  base_url: string;
  key_id: string;
  private_key: string;
  terminal_id: string;
  serial: string;
  merchant_id: string;
}

/** Reads a `sandbox.json`. */
export async function sandboxFile(path: string): Promise<SandboxFile> {
  return JSON.parse(await readFile(path, "utf8")) as SandboxFile;
}

/** A client under the key of a `sandbox.json`. */
export async function connectSandbox(file: SandboxFile): Promise<Client> {
  return connect({
    baseUrl: file.base_url,
    keyId: file.key_id,
    privateKey: file.private_key,
  });
}

/** The body of an answer. */
export async function take<A extends { data?: unknown }>(
  call: Promise<A>,
): Promise<NonNullable<A["data"]>> {
  const { data } = await call;
  return data as NonNullable<A["data"]>;
}

/** One page of a list. */
interface Page<T> {
  items: T[];
  next?: string | null;
}

/** Every row of a list; a page is asked for when the one before is used up. */
export async function* each<T>(
  ask: (cursor: string | undefined) => Promise<{ data?: Page<T> }>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await take(ask(cursor));
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor);
}
