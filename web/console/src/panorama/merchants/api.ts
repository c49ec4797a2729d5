import {
  api,
  asQuery,
  take,
  type ContractDraft,
  type MerchantPatch,
  type NewMerchant,
  type StoreDraft,
  type StorePatch,
} from "@shancheng/api";

export const filterNames = ["q", "state", "division", "mcc"] as const;
export type MerchantFilters = Partial<Record<(typeof filterNames)[number], string>>;
export type MerchantMove = "suspend" | "resume" | "close";

const at = (id: string) => ({ path: { id } });

export const listMerchants = (filters: MerchantFilters, cursor?: string, limit = 50) =>
  take(
    api.GET("/api/v1/merchants", {
      params: { query: asQuery<"/api/v1/merchants">({ ...filters, cursor, limit }) },
    }),
  );
export const readMerchant = (id: string) =>
  take(api.GET("/api/v1/merchants/{id}", { params: at(id) }));
export const createMerchant = (body: NewMerchant) => take(api.POST("/api/v1/merchants", { body }));
export const changeMerchant = (id: string, body: MerchantPatch) =>
  take(api.PATCH("/api/v1/merchants/{id}", { params: at(id), body }));
export const moveMerchant = (id: string, to: MerchantMove, note: string) =>
  take(api.POST(`/api/v1/merchants/{id}/${to}`, { params: at(id), body: { note } }));
export const merchantHistory = (id: string) =>
  take(api.GET("/api/v1/merchants/{id}/history", { params: at(id) }));

export const listStores = (merchant: string, cursor?: string) =>
  take(
    api.GET("/api/v1/merchants/{id}/stores", {
      params: { ...at(merchant), query: { cursor, limit: 100 } },
    }),
  );
export const createStore = (merchant: string, body: StoreDraft) =>
  take(api.POST("/api/v1/merchants/{id}/stores", { params: at(merchant), body }));
export const changeStore = (id: string, body: StorePatch) =>
  take(api.PATCH("/api/v1/stores/{id}", { params: at(id), body }));

export const listContracts = (merchant: string) =>
  take(api.GET("/api/v1/merchants/{id}/contracts", { params: at(merchant) }));
export const createContract = (merchant: string, body: ContractDraft) =>
  take(api.POST("/api/v1/merchants/{id}/contracts", { params: at(merchant), body }));
export const endContract = (id: string) =>
  take(api.POST("/api/v1/contracts/{id}/end", { params: at(id) }));
