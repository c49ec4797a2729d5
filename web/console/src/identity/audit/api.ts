import { api, asQuery, take } from "@shancheng/api";

export const filterNames = ["actor", "action", "target", "from", "to"] as const;
export type AuditFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const listAudit = (filters: AuditFilters, cursor?: string) =>
  take(
    api.GET("/api/v1/audit", {
      params: { query: asQuery<"/api/v1/audit">({ ...filters, cursor, limit: 50 }) },
    }),
  );
export const verifyAudit = (institution_id?: number) =>
  take(api.GET("/api/v1/audit/verify", { params: { query: { institution_id } } }));
