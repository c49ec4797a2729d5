import {
  http,
  type Approval,
  type Page,
  type Place,
  type Terminal,
  type TerminalHistory,
} from "@shancheng/api";

export const filterNames = ["q", "state", "merchant", "store"] as const;
export type TerminalFilters = Partial<Record<(typeof filterNames)[number], string>>;

export interface Registration {
  serial: string;
  device_type: string;
  maker: string;
  model: string;
}
export interface BindingRequest {
  merchant_id: string;
  store_id: string;
  acquirer_id: number;
  terminal_code?: string;
  place: Place;
}

export const listTerminals = (filters: TerminalFilters, cursor?: string) =>
  http.get<Page<Terminal>>("terminals", { ...filters, cursor, limit: 50 });
export const readTerminal = (id: string) => http.get<Terminal>(`terminals/${id}`);
export const registerTerminal = (values: Registration) => http.post<Terminal>("terminals", values);
export const bindTerminal = (id: string, values: BindingRequest) =>
  http.post<Terminal>(`terminals/${id}/bind`, values);
export const rebindTerminal = (id: string, values: BindingRequest) =>
  http.post<{ approval: Approval }>(`terminals/${id}/rebind`, values);
export const testTerminal = (id: string) => http.post<Terminal>(`terminals/${id}/test`);
export const moveTerminal = (id: string, to: "activate" | "suspend" | "resume" | "close") =>
  http.post<Terminal>(`terminals/${id}/${to}`);
export const terminalHistory = (id: string) =>
  http.get<Page<TerminalHistory>>(`terminals/${id}/history`, { limit: 100 });
export const proofPath = (id: string, binding: string) =>
  `/api/v1/terminals/${id}/proof?binding=${encodeURIComponent(binding)}`;
