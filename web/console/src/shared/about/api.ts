import { api, take } from "@shancheng/api";

export const readAbout = () => take(api.GET("/api/v1/about"));
