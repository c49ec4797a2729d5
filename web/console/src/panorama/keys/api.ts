import { api, take, type KeySheet, type LinkKeySheet } from "@shancheng/api";

const at = (id: string) => ({ path: { id } });

export const terminalKeys = (id: string) =>
  take(api.GET("/api/v1/terminals/{id}/keys", { params: at(id) }));
export const makeMasterKey = (id: string) =>
  take(api.POST("/api/v1/terminals/{id}/keys/make", { params: at(id) }));
export const loadMasterKey = (id: string, body: KeySheet) =>
  take(api.POST("/api/v1/terminals/{id}/keys/load", { params: at(id), body }));
export const linkKeys = (id: string) =>
  take(api.GET("/api/v1/links/{id}/keys", { params: at(id) }));
export const loadLinkKey = (id: string, body: LinkKeySheet) =>
  take(api.POST("/api/v1/links/{id}/keys/load", { params: at(id), body }));
