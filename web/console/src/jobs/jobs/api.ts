import { api, asQuery, take } from "@shancheng/api";

export const listJobs = (filters: { state?: string; kind?: string }, cursor?: string) =>
  take(
    api.GET("/api/v1/jobs", {
      params: { query: asQuery<"/api/v1/jobs">({ ...filters, cursor, limit: 50 }) },
    }),
  );
export const readJob = (id: string) =>
  take(api.GET("/api/v1/jobs/{id}", { params: { path: { id } } }));
export const rerunJob = (id: string) =>
  take(api.POST("/api/v1/jobs/{id}/rerun", { params: { path: { id } } }));
