import { http, type Overview } from "@shancheng/api";

/** Span that the overview covers, in minutes. */
export const OVERVIEW_MINUTES = 60;
export const STREAM_PATH = "payments/stream";
export const readOverview = () => http.get<Overview>("overview", { minutes: OVERVIEW_MINUTES });
