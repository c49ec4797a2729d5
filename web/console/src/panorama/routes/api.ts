import {
  http,
  type Approval,
  type DryRun,
  type Page,
  type Route,
  type RouteConditions,
} from "@shancheng/api";

export interface RouteValues {
  name: string;
  priority: number;
  acquirer_id: number;
  link_id?: string;
  conditions: RouteConditions;
}
export interface DryRunValues {
  merchant: string;
  card_bin: string;
  amount_fen: number;
  mcc?: string;
}
export type Asked = { approval: Approval };

export const listRoutes = (cursor?: string) =>
  http.get<Page<Route>>("routes", { cursor, limit: 100 });
export const createRoute = (values: RouteValues) => http.post<Asked>("routes", values);
export const changeRoute = (id: string, values: RouteValues) =>
  http.patch<Asked>(`routes/${id}`, values);
export const removeRoute = (id: string) => http.remove<Asked>(`routes/${id}`);
export const dryRun = (values: DryRunValues) => http.post<DryRun>("routes/dry-run", values);
