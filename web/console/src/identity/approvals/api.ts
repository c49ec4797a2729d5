import { api, asQuery, take } from "@shancheng/api";

const at = (id: string) => ({ path: { id } });

export const listApprovals = (state: string | undefined, cursor?: string) =>
  take(
    api.GET("/api/v1/approvals", {
      params: { query: asQuery<"/api/v1/approvals">({ state, cursor, limit: 50 }) },
    }),
  );
export const readApproval = (id: string) =>
  take(api.GET("/api/v1/approvals/{id}", { params: at(id) }));
export const decide = (id: string, how: "approve" | "reject", note: string) =>
  take(api.POST(`/api/v1/approvals/{id}/${how}`, { params: at(id), body: { note } }));
