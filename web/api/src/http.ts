import { ProblemError, UNREACHABLE, problemFrom } from "./problem";

export type Query = Record<string, string | number | boolean | undefined | null>;

/** The draft way: until the generated client, each caller states the type of the answer. */
async function send<T>(method: string, path: string, query?: Query, body?: unknown): Promise<T> {
  const url = new URL(`/api/v1/${path}`, window.location.origin);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") {
      url.searchParams.set(name, String(value));
    }
  }
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") {
    headers["x-requested-with"] = "shancheng";
    headers["idempotency-key"] = crypto.randomUUID();
  }
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
    });
  } catch {
    throw new ProblemError({ status: 0, code: UNREACHABLE });
  }
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw new ProblemError(problemFrom(response.status, answer));
  return answer as T;
}

export const http = {
  get: <T>(path: string, query?: Query) => send<T>("GET", path, query),
  post: <T>(path: string, body?: unknown, query?: Query) => send<T>("POST", path, query, body),
  put: <T>(path: string, body?: unknown) => send<T>("PUT", path, undefined, body),
  patch: <T>(path: string, body?: unknown) => send<T>("PATCH", path, undefined, body),
  remove: <T>(path: string) => send<T>("DELETE", path),
};
