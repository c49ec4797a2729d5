import { api, take } from "@shancheng/api";

export const readCodes = () => take(api.GET("/api/v1/codes"));
