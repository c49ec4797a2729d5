import { http, type Me } from "@shancheng/api";

export const readMe = () => http.get<Me>("me");
export const signOut = () => http.post("sign-out");
export const signIn = (login: string, password: string, code?: string) =>
  http.post("sign-in", { login, password, code });
