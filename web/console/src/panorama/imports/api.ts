import { api, take } from "@shancheng/api";
import { fileBody } from "@/shared/upload";

export type ImportKind = "merchants" | "terminals";

export const listImports = (cursor?: string) =>
  take(api.GET("/api/v1/imports", { params: { query: { cursor, limit: 50 } } }));
export const readImport = (id: string) =>
  take(api.GET("/api/v1/imports/{id}", { params: { path: { id } } }));
export const sendImport = (kind: ImportKind, file: File, institution_id?: number) =>
  take(
    api.POST(`/api/v1/${kind}/import`, {
      params: { query: { file_name: file.name, institution_id } },
      ...fileBody(file),
    }),
  );
export const templatePath = (kind: ImportKind, format: "csv" | "xlsx") =>
  `/api/v1/${kind}/import/template?format=${format}`;
