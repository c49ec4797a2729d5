import { api, asQuery, take } from "@shancheng/api";

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
  take(
    api.GET("/api/v1/payments", {
      params: { query: asQuery<"/api/v1/payments">({ ...filters, cursor, limit: PAGE_ROWS }) },
    }),
  );
export const readPayment = (id: string) =>
  take(api.GET("/api/v1/payments/{id}", { params: { path: { id } } }));
