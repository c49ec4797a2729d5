import { http, type LedgerAccount, type Page, type StatementLine } from "@shancheng/api";

export const listAccounts = (filters: { owner?: string; kind?: string }, cursor?: string) =>
  http.get<Page<LedgerAccount>>("ledger/accounts", { ...filters, cursor, limit: 50 });
export const readAccount = (id: string, at?: string) =>
  http.get<LedgerAccount>(`ledger/accounts/${id}`, { at });
export const readStatement = (id: string, span: { from?: string; to?: string }, cursor?: string) =>
  http.get<Page<StatementLine>>(`ledger/accounts/${id}/statement`, { ...span, cursor, limit: 100 });
