import { api, take, type InstitutionChange, type NewInstitution } from "@shancheng/api";

export const listInstitutions = () => take(api.GET("/api/v1/institutions"));
export const createInstitution = (body: NewInstitution) =>
  take(api.POST("/api/v1/institutions", { body }));
export const changeInstitution = (id: number, body: InstitutionChange) =>
  take(api.PATCH("/api/v1/institutions/{id}", { params: { path: { id } }, body }));
