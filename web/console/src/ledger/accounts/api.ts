import { api, asQuery, take } from "@shancheng/api";

export const filterNames = ["q", "owner", "kind", "institution_id"] as const;
export type AccountFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const listAccounts = (filters: AccountFilters, cursor?: string) =>
  take(
    api.GET("/api/v1/ledger/accounts", {
      params: { query: asQuery<"/api/v1/ledger/accounts">({ ...filters, cursor, limit: 50 }) },
    }),
  );
export const readAccount = (id: string, at?: string) =>
  take(api.GET("/api/v1/ledger/accounts/{id}", { params: { path: { id }, query: { at } } }));
export const readStatement = (id: string, span: { from?: string; to?: string }, cursor?: string) =>
  take(
    api.GET("/api/v1/ledger/accounts/{id}/statement", {
      params: { path: { id }, query: { ...span, cursor, limit: 100 } },
    }),
  );
export const readTrialBalance = (day: string, institution_id?: number) =>
  take(api.GET("/api/v1/ledger/trial-balance", { params: { query: { day, institution_id } } }));
