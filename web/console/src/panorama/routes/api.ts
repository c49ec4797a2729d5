import { api, asQuery, take, type DryRun, type ReplayBody, type RouteDraft } from "@shancheng/api";

const at = (id: string) => ({ path: { id } });

export const filterNames = ["state", "acquirer"] as const;
export type RouteFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const listRoutes = (filters: RouteFilters, cursor?: string) =>
  take(
    api.GET("/api/v1/routes", {
      params: { query: asQuery<"/api/v1/routes">({ ...filters, cursor, limit: 100 }) },
    }),
  );
export const readRoute = (id: string) => take(api.GET("/api/v1/routes/{id}", { params: at(id) }));
export const createRoute = (body: RouteDraft) => take(api.POST("/api/v1/routes", { body }));
export const changeRoute = (id: string, body: RouteDraft) =>
  take(api.PATCH("/api/v1/routes/{id}", { params: at(id), body }));
export const removeRoute = (id: string) =>
  take(api.DELETE("/api/v1/routes/{id}", { params: at(id) }));
export const dryRun = (body: DryRun) => take(api.POST("/api/v1/routes/dry-run", { body }));
export const replay = (body: ReplayBody) =>
  take(api.POST("/api/v1/routes/dry-run/history", { body }));
