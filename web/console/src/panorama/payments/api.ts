import { http, type Page, type Payment, type PaymentSummary } from "@shancheng/api";

export const filterNames = [
  "q",
  "state",
  "kind",
  "acquirer",
  "merchant",
  "terminal",
  "from",
  "to",
  "amount_min",
  "amount_max",
] as const;
export type PaymentFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const PAGE_ROWS = 50;

export const listPayments = (filters: PaymentFilters, cursor?: string) =>
  http.get<Page<PaymentSummary>>("payments", { ...filters, cursor, limit: PAGE_ROWS });
export const readPayment = (id: string) => http.get<Payment>(`payments/${id}`);
