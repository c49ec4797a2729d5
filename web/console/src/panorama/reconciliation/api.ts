import { api, asQuery, take, type SettleBody } from "@shancheng/api";
import { fileBody } from "@/shared/upload";

export const dayFilters = ["state", "acquirer_id"] as const;
export const resultFilters = [
  "day_id",
  "status",
  "acquirer_id",
  "age_days",
  "open",
  "mine",
] as const;

type Days = Partial<Record<(typeof dayFilters)[number], string>>;
type Results = Partial<Record<(typeof resultFilters)[number], string>>;

export const listDays = (filters: Days, cursor?: string) =>
  take(
    api.GET("/api/v1/reconciliation/days", {
      params: {
        query: asQuery<"/api/v1/reconciliation/days">({ ...filters, cursor, limit: 50 }),
      },
    }),
  );
export const readSheet = (id: string) =>
  take(api.GET("/api/v1/reconciliation/days/{id}", { params: { path: { id } } }));
export const compareDay = (id: string) =>
  take(api.POST("/api/v1/reconciliation/days/{id}/compare", { params: { path: { id } } }));
export const closeDay = (id: string) =>
  take(api.POST("/api/v1/reconciliation/days/{id}/close", { params: { path: { id } } }));
export const sendDaily = (file: File) =>
  take(
    api.POST("/api/v1/reconciliation/files", {
      params: { query: { file_name: file.name } },
      ...fileBody(file),
    }),
  );
export const listResults = (filters: Results, cursor?: string) =>
  take(
    api.GET("/api/v1/reconciliation/results", {
      params: {
        query: asQuery<"/api/v1/reconciliation/results">({ ...filters, cursor, limit: 50 }),
      },
    }),
  );
export const readResult = (id: string) =>
  take(api.GET("/api/v1/reconciliation/results/{id}", { params: { path: { id } } }));
export const settleResult = (id: string, body: SettleBody) =>
  take(api.POST("/api/v1/reconciliation/results/{id}/settle", { params: { path: { id } }, body }));
export const assignResult = (id: string, version: number) =>
  take(
    api.POST("/api/v1/reconciliation/results/{id}/assign", {
      params: { path: { id } },
      body: { version },
    }),
  );
export const noteResult = (id: string, version: number, note: string) =>
  take(
    api.POST("/api/v1/reconciliation/results/{id}/note", {
      params: { path: { id } },
      body: { version, note },
    }),
  );
