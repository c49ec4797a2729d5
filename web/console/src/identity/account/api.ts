import { api, take } from "@shancheng/api";

export const listSessions = () => take(api.GET("/api/v1/sessions"));
export const endSession = (id: string) =>
  take(api.DELETE("/api/v1/sessions/{id}", { params: { path: { id } } }));
export const changePassword = (current: string, password: string) =>
  take(api.POST("/api/v1/me/password", { body: { current, new: password } }));
export const beginTotp = () => take(api.POST("/api/v1/me/totp"));
export const confirmTotp = (code: string) =>
  take(api.POST("/api/v1/me/totp/confirm", { body: { code } }));
