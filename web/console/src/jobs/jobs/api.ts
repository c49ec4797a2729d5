import { api, asQuery, take, type Parked } from "@shancheng/api";

export interface JobFilters {
  state?: string;
  kind?: string;
  routine?: string;
}

/** What the clock does again and again is left out unless it, or one kind, is asked for. */
export const listJobs = (filters: JobFilters, cursor?: string) => {
  const routine = filters.routine === "all" || filters.kind ? undefined : false;
  return take(
    api.GET("/api/v1/jobs", {
      params: { query: asQuery<"/api/v1/jobs">({ ...filters, routine, cursor, limit: 50 }) },
    }),
  );
};
export const readJob = (id: string) =>
  take(api.GET("/api/v1/jobs/{id}", { params: { path: { id } } }));
export const rerunJob = (id: string) =>
  take(api.POST("/api/v1/jobs/{id}/rerun", { params: { path: { id } } }));

/** Events that a subscriber could not take. */
export const listParked = (cursor?: string) =>
  take(
    api.GET("/api/v1/events/parked", {
      params: { query: asQuery<"/api/v1/events/parked">({ cursor, limit: 50 }) },
    }),
  );
export const rerunParked = ({ institution_id, subscriber, position }: Parked) =>
  take(
    api.POST("/api/v1/events/parked/{institution}/{subscriber}/{position}/rerun", {
      params: { path: { institution: institution_id, subscriber, position } },
    }),
  );
