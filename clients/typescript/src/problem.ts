import type { components } from "./schema.js";

/** A problem document (RFC 9457). Switch on `code`, which is stable; show or log `detail`. */
export type Problem = components["schemas"]["Problem"];

/** Of a request that nobody answered: status 0 and this code. */
export const UNREACHABLE = "unreachable";

/** The API said no, or nobody answered. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** The document, as much of it as there is. */
    readonly problem: Partial<Problem>,
    /** Seconds after which the API wants to be asked again, where it says so. */
    readonly retryAfterS?: number,
  ) {
    const where = problem.field ? `${problem.field}: ` : "";
    super(`${status} ${problem.code ?? "unknown"}: ${where}${problem.detail ?? ""}`);
  }

  /** Stable word to switch on. */
  get code(): string {
    return this.problem.code ?? "unknown";
  }

  /** The input field at fault, where there is one. */
  get field(): string | undefined {
    return this.problem.field ?? undefined;
  }

  /** Tell it to the operator when you ask. */
  get requestId(): string | undefined {
    return this.problem.request_id;
  }

  /** Whether the same request may do better in a while. */
  get mayBeRepeated(): boolean {
    if (this.status === 409) return this.code === "idempotency_in_progress";
    return [0, 429, 500, 502, 503, 504].includes(this.status);
  }
}

/** The error of an answer that is none of 200 to 299. */
export async function problemOf(answer: Response): Promise<ProblemError> {
  const text = await answer.text();
  const asked = Number.parseInt(answer.headers.get("retry-after") ?? "", 10);
  let problem: Partial<Problem>;
  try {
    problem = JSON.parse(text) as Partial<Problem>;
  } catch {
    problem = { code: "not_a_problem", detail: text.slice(0, 200) };
  }
  return new ProblemError(answer.status, problem, Number.isNaN(asked) ? undefined : asked);
}
