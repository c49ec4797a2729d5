import { api, take } from "@shancheng/api";
import { fileBody } from "@/shared/upload";

export const listReports = (cursor?: string) =>
  take(api.GET("/api/v1/makers-reports", { params: { query: { cursor, limit: 50 } } }));
export const listDifferences = (id: string, cursor?: string) =>
  take(
    api.GET("/api/v1/makers-reports/{id}/differences", {
      params: { path: { id }, query: { cursor, limit: 100 } },
    }),
  );
export const sendReport = (file: File) =>
  take(
    api.POST("/api/v1/makers-reports", {
      params: { query: { file_name: file.name } },
      ...fileBody(file),
    }),
  );
