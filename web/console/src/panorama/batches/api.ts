import { api, asQuery, take } from "@shancheng/api";

export const listBatches = (
  filter: { state?: string | undefined; terminal?: string | undefined },
  cursor?: string,
) =>
  take(
    api.GET("/api/v1/terminal-batches", {
      params: { query: asQuery<"/api/v1/terminal-batches">({ ...filter, cursor, limit: 50 }) },
    }),
  );
export const readBatch = (terminal: string, batch_no: number) =>
  take(
    api.GET("/api/v1/terminal-batches/{terminal}/{batch_no}", {
      params: { path: { terminal, batch_no } },
    }),
  );
export const resolveBatch = (terminal: string, batch_no: number, note: string) =>
  take(
    api.POST("/api/v1/terminal-batches/{terminal}/{batch_no}/resolve", {
      params: { path: { terminal, batch_no } },
      body: { note },
    }),
  );
