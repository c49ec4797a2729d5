import { api, take, type LinkPatch, type NewLink, type Policy } from "@shancheng/api";

const at = (id: string) => ({ path: { id } });

export const listAcquirers = () => take(api.GET("/api/v1/acquirers"));
export const readAcquirer = (institution_id: number) =>
  take(api.GET("/api/v1/acquirers/{institution_id}", { params: { path: { institution_id } } }));
export const putPolicy = (institution_id: number, body: Policy) =>
  take(
    api.PUT("/api/v1/acquirers/{institution_id}/policy", {
      params: { path: { institution_id } },
      body,
    }),
  );
export const setCutOff = (institution_id: number, body: { from_day: string; cut_off: string }) =>
  take(
    api.POST("/api/v1/acquirers/{institution_id}/cut-offs", {
      params: { path: { institution_id } },
      body,
    }),
  );
export const listLinks = (acquirer?: number) =>
  take(api.GET("/api/v1/links", { params: { query: { acquirer } } }));
export const createLink = (body: NewLink) => take(api.POST("/api/v1/links", { body }));
export const changeLink = (id: string, body: LinkPatch) =>
  take(api.PATCH("/api/v1/links/{id}", { params: at(id), body }));
export const readHealth = (id: string) =>
  take(api.GET("/api/v1/links/{id}/health", { params: at(id) }));
