import { http, type MakersDifference, type MakersReport, type Page } from "@shancheng/api";

export const listReports = (cursor?: string) =>
  http.get<Page<MakersReport>>("makers-reports", { cursor, limit: 50 });
export const listDifferences = (id: string, cursor?: string) =>
  http.get<Page<MakersDifference>>(`makers-reports/${id}/differences`, { cursor, limit: 100 });
export function sendReport(file: File): Promise<MakersReport> {
  const body = new FormData();
  body.append("file", file);
  return http.post<MakersReport>("makers-reports", body);
}
