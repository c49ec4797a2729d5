import { api, take } from "@shancheng/api";

/** Span that the overview covers, in minutes: that of the stream. */
export const OVERVIEW_MINUTES = 15;
export const STREAM_PATH = "payments/stream";
export const readOverview = () =>
  take(api.GET("/api/v1/overview", { params: { query: { minutes: OVERVIEW_MINUTES } } }));
