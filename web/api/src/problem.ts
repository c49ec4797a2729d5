import type { components } from "./schema";

type Rule = components["schemas"]["Rule"];

/** An RFC 9457 problem document as the server writes it. */
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  /** Stable word, e.g. `terminal_serial_taken`. */
  code: string;
  detail?: string;
  /** Path of the field that breaks a rule, e.g. `binding.place`. */
  field?: string | null;
  /** The rule that the field breaks. */
  rule?: Rule | null;
  request_id?: string;
}

/** A request that was refused or did not arrive. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = "ProblemError";
  }
}

/** Codes the client itself makes, for what never reached the server or came back unreadable. */
export const UNREACHABLE = "client_unreachable";
export const UNREADABLE = "client_unreadable";

export function problemFrom(status: number, body: unknown): Problem {
  if (typeof body === "object" && body !== null && "code" in body) {
    const given = body as Partial<Problem>;
    return { ...given, status: given.status ?? status, code: String(given.code) };
  }
  return { status, code: UNREADABLE };
}
