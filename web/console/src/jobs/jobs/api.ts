import { http, type Job, type Page } from "@shancheng/api";

export const listJobs = (filters: { state?: string; kind?: string }, cursor?: string) =>
  http.get<Page<Job>>("jobs", { ...filters, cursor, limit: 50 });
export const readJob = (id: string) => http.get<Job>(`jobs/${id}`);
export const rerunJob = (id: string) => http.post<Job>(`jobs/${id}/rerun`);
