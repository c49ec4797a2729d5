import { api, take, type NewKey, type NewPartner } from "@shancheng/api";

const at = (id: string) => ({ path: { id } });

export const listPartners = (cursor?: string) =>
  take(api.GET("/api/v1/partners", { params: { query: { cursor, limit: 50 } } }));
export const readPartner = (id: string) =>
  take(api.GET("/api/v1/partners/{id}", { params: at(id) }));
export const createPartner = (body: NewPartner) => take(api.POST("/api/v1/partners", { body }));
export const setPartnerState = (id: string, state: "active" | "suspended") =>
  take(api.PATCH("/api/v1/partners/{id}", { params: at(id), body: { state } }));
export const listKeys = (id: string) =>
  take(api.GET("/api/v1/partners/{id}/keys", { params: at(id) }));
export const addKey = (id: string, body: NewKey) =>
  take(api.POST("/api/v1/partners/{id}/keys", { params: at(id), body }));
export const revokeKey = (id: string, key: string) =>
  take(api.DELETE("/api/v1/partners/{id}/keys/{key}", { params: { path: { id, key } } }));
