import { api, take } from "@shancheng/api";

export const readMe = () => take(api.GET("/api/v1/me"));
export const signOut = () => take(api.POST("/api/v1/sign-out"));
export const signIn = (login: string, password: string, code?: string) =>
  take(api.POST("/api/v1/sign-in", { body: { login, password, code } }));
