import { api, asQuery, take } from "@shancheng/api";

export const listReversals = (state: string | undefined, cursor?: string) =>
  take(
    api.GET("/api/v1/reversals", {
      params: { query: asQuery<"/api/v1/reversals">({ state, cursor, limit: 50 }) },
    }),
  );
export const retryReversal = (id: string) =>
  take(api.POST("/api/v1/reversals/{id}/retry", { params: { path: { id } } }));
export const resolveReversal = (id: string, note: string) =>
  take(api.POST("/api/v1/reversals/{id}/resolve", { params: { path: { id } }, body: { note } }));
