import { api, asQuery, take, type NewBoard } from "@shancheng/api";

export const filterNames = ["q", "kind"] as const;
export type CodeFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const listCodes = (filters: CodeFilters, cursor?: string) =>
  take(
    api.GET("/api/v1/payment-codes", {
      params: { query: asQuery<"/api/v1/payment-codes">({ ...filters, cursor, limit: 50 }) },
    }),
  );
export const readCode = (digits: string) =>
  take(api.GET("/api/v1/payment-codes/{digits}", { params: { path: { digits } } }));
export const makeBoard = (body: NewBoard) => take(api.POST("/api/v1/payment-codes", { body }));
export const closeCode = (digits: string) =>
  take(api.POST("/api/v1/payment-codes/{digits}/close", { params: { path: { digits } } }));
