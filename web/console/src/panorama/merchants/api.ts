import { http, type Contract, type Merchant, type Page, type Store } from "@shancheng/api";

export const filterNames = ["q", "state", "division", "mcc"] as const;
export type MerchantFilters = Partial<Record<(typeof filterNames)[number], string>>;

export const listMerchants = (filters: MerchantFilters, cursor?: string, limit = 50) =>
  http.get<Page<Merchant>>("merchants", { ...filters, cursor, limit });
export const readMerchant = (id: string) => http.get<Merchant>(`merchants/${id}`);
export const createMerchant = (values: object) => http.post<Merchant>("merchants", values);
export const changeMerchant = (id: string, values: object) =>
  http.patch<Merchant>(`merchants/${id}`, values);
export const moveMerchant = (id: string, to: "suspend" | "resume" | "close") =>
  http.post<Merchant>(`merchants/${id}/${to}`);

export const listStores = (merchant: string, cursor?: string) =>
  http.get<Page<Store>>(`merchants/${merchant}/stores`, { cursor, limit: 100 });
export const createStore = (merchant: string, values: object) =>
  http.post<Store>(`merchants/${merchant}/stores`, values);
export const changeStore = (id: string, values: object) =>
  http.patch<Store>(`stores/${id}`, values);

export const listContracts = (merchant: string) =>
  http.get<Page<Contract>>(`merchants/${merchant}/contracts`, { limit: 100 });
export const createContract = (merchant: string, values: object) =>
  http.post<Contract>(`merchants/${merchant}/contracts`, values);
export const endContract = (id: string) => http.post<Contract>(`contracts/${id}/end`);
