import { http, type Page, type Partner, type PartnerKey } from "@shancheng/api";

export const listPartners = (cursor?: string) =>
  http.get<Page<Partner>>("partners", { cursor, limit: 50 });
export const createPartner = (values: object) => http.post<Partner>("partners", values);
export const changePartner = (id: string, values: object) =>
  http.patch<Partner>(`partners/${id}`, values);
export const listKeys = (id: string) =>
  http.get<Page<PartnerKey>>(`partners/${id}/keys`, { limit: 100 });
export const addKey = (id: string, values: object) =>
  http.post<PartnerKey>(`partners/${id}/keys`, values);
export const revokeKey = (id: string, key: string) => http.remove(`partners/${id}/keys/${key}`);
