import { api, asQuery, take, type FeeRuleDraft, type FeeTrial } from "@shancheng/api";
import { fileBody } from "@/shared/upload";

const at = (id: string) => ({ path: { id } });

export const filterNames = ["kind", "state"] as const;
export type FeeFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const listFeeRules = (filters: FeeFilters, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/fee-rules", {
      params: {
        query: asQuery<"/api/v1/clearing/fee-rules">({ ...filters, cursor, limit: 100 }),
      },
    }),
  );
export const createFeeRule = (body: FeeRuleDraft) =>
  take(api.POST("/api/v1/clearing/fee-rules", { body }));
export const changeFeeRule = (id: string, body: FeeRuleDraft) =>
  take(api.PUT("/api/v1/clearing/fee-rules/{id}", { params: at(id), body }));
export const retireFeeRule = (id: string) =>
  take(api.DELETE("/api/v1/clearing/fee-rules/{id}", { params: at(id) }));
export const previewFees = (body: FeeTrial) =>
  take(api.POST("/api/v1/clearing/fee-rules/preview", { body }));
export const binFilters = ["q", "card_class"] as const;
export const listCardBins = (
  filters: Partial<Record<(typeof binFilters)[number], string>>,
  cursor?: string,
) =>
  take(
    api.GET("/api/v1/clearing/card-bins", {
      params: {
        query: asQuery<"/api/v1/clearing/card-bins">({ ...filters, cursor, limit: 100 }),
      },
    }),
  );
export const sendCardBins = (file: File) =>
  take(
    api.POST("/api/v1/clearing/card-bins/imports", {
      params: { query: { file_name: file.name } },
      ...fileBody(file),
    }),
  );
