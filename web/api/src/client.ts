import createClient, { type Middleware } from "openapi-fetch";
import { ProblemError, UNREACHABLE, problemFrom } from "./problem";
import type { paths } from "./schema";

const unsafe = new Set(["POST", "PUT", "PATCH", "DELETE"]);

const manners: Middleware = {
  onRequest({ request }) {
    if (unsafe.has(request.method)) {
      // The first tells the server that no other site sent this; the second makes a write that is
      // sent twice be done once.
      request.headers.set("x-requested-with", "shancheng");
      request.headers.set("idempotency-key", uuid());
    }
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const body: unknown = await response.json().catch(() => null);
    throw new ProblemError(problemFrom(response.status, body));
  },
  onError({ error }) {
    if (error instanceof ProblemError) return error;
    return new ProblemError({ status: 0, code: UNREACHABLE });
  },
};

// crypto.randomUUID exists only in secure contexts; a console reached over plain HTTP in a closed
// network works too.
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The server's API, each call typed by openapi.json. Refusals are thrown as `ProblemError`. */
export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  // Looked up at each call, so that tests may answer in its place.
  fetch: (request) => globalThis.fetch(request),
  querySerializer: { array: { style: "form", explode: false } },
});
api.use(manners);

/** The body of an answer. */
export async function take<A extends { data?: unknown }>(
  call: Promise<A>,
): Promise<NonNullable<A["data"]>> {
  const { data } = await call;
  return data as NonNullable<A["data"]>;
}
