import { api, asQuery, take, type BindingDraft, type Registration } from "@shancheng/api";

export const filterNames = ["q", "state", "merchant", "store"] as const;
export type TerminalFilters = Partial<Record<(typeof filterNames)[number], string>>;
export type TerminalMove = "activate" | "suspend" | "resume" | "close";

const at = (id: string) => ({ path: { id } });

export const listTerminals = (filters: TerminalFilters, cursor?: string) =>
  take(
    api.GET("/api/v1/terminals", {
      params: { query: asQuery<"/api/v1/terminals">({ ...filters, cursor, limit: 50 }) },
    }),
  );
export const readTerminal = (id: string) =>
  take(api.GET("/api/v1/terminals/{id}", { params: at(id) }));
export const registerTerminal = (body: Registration) =>
  take(api.POST("/api/v1/terminals", { body }));
export const bindTerminal = (id: string, body: BindingDraft) =>
  take(api.POST("/api/v1/terminals/{id}/bind", { params: at(id), body }));
export const rebindTerminal = (id: string, body: BindingDraft) =>
  take(api.POST("/api/v1/terminals/{id}/rebind", { params: at(id), body }));
export const testTerminal = (id: string, result: "started" | "passed" | "failed", note = "") =>
  take(api.POST("/api/v1/terminals/{id}/test", { params: at(id), body: { result, note } }));
export const moveTerminal = (id: string, to: TerminalMove, note = "") =>
  take(api.POST(`/api/v1/terminals/{id}/${to}`, { params: at(id), body: { note } }));
export const terminalHistory = (id: string) =>
  take(api.GET("/api/v1/terminals/{id}/history", { params: at(id) }));
export const proofPath = (id: string, binding: string) =>
  `/api/v1/terminals/${id}/proof?binding=${encodeURIComponent(binding)}`;
