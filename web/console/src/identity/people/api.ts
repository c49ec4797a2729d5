import { api, asQuery, take, type NewPerson, type PersonChange } from "@shancheng/api";

export const filterNames = ["q", "state", "institution_id"] as const;
export type PeopleFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const listPeople = (filters: PeopleFilters, cursor?: string, limit = 50) =>
  take(
    api.GET("/api/v1/people", {
      params: { query: asQuery<"/api/v1/people">({ ...filters, cursor, limit }) },
    }),
  );
export const createPerson = (body: NewPerson) => take(api.POST("/api/v1/people", { body }));
export const changePerson = (id: string, body: PersonChange) =>
  take(api.PATCH("/api/v1/people/{id}", { params: { path: { id } }, body }));
export const resetPerson = (id: string) =>
  take(api.POST("/api/v1/people/{id}/reset", { params: { path: { id } } }));
