import { http, type Approval, type Page } from "@shancheng/api";

export const listApprovals = (state: string | undefined, cursor?: string) =>
  http.get<Page<Approval>>("approvals", { state, cursor, limit: 50 });
export const readApproval = (id: string) => http.get<Approval>(`approvals/${id}`);
export const decide = (id: string, how: "approve" | "reject", note: string) =>
  http.post<Approval>(`approvals/${id}/${how}`, { note });
