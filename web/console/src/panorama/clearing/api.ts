import { api, asQuery, take } from "@shancheng/api";

export const filterNames = ["state"] as const;

export const listDays = (state: string | undefined, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/days", {
      params: { query: asQuery<"/api/v1/clearing/days">({ state, cursor, limit: 50 }) },
    }),
  );
export const cutDay = (business_date: string, institution_id: number) =>
  take(api.POST("/api/v1/clearing/days", { body: { business_date, institution_id } }));
export const listSums = (business_date: string, institution_id: number, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/sums", {
      params: { query: { business_date, institution_id, cursor, limit: 100 } },
    }),
  );
