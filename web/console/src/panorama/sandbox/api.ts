import { api, asQuery, take } from "@shancheng/api";

const at = (id: string) => ({ path: { id } });

export const readSandbox = () => take(api.GET("/api/v1/sandbox"));
export const openSandbox = () => take(api.POST("/api/v1/sandbox", { body: {} }));
export const listRequests = (filters: Record<string, string | undefined>, cursor?: string) =>
  take(
    api.GET("/api/v1/sandbox/requests", {
      params: {
        query: { ...asQuery<"/api/v1/sandbox/requests">(filters), cursor, limit: 50 },
      },
    }),
  );
export const readRequest = (id: string) =>
  take(api.GET("/api/v1/sandbox/requests/{id}", { params: at(id) }));
export const replayRequest = (id: string, key: "same" | "new") =>
  take(api.POST("/api/v1/sandbox/requests/{id}/replay", { params: at(id), body: { key } }));
