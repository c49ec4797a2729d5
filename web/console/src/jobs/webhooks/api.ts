import { http, type Delivery, type Page, type Webhook } from "@shancheng/api";

export const listWebhooks = (cursor?: string) =>
  http.get<Page<Webhook>>("webhooks", { cursor, limit: 50 });
export const createWebhook = (values: object) => http.post<Webhook>("webhooks", values);
export const changeWebhook = (id: string, values: object) =>
  http.patch<Webhook>(`webhooks/${id}`, values);
export const listDeliveries = (id: string, cursor?: string) =>
  http.get<Page<Delivery>>(`webhooks/${id}/deliveries`, { cursor, limit: 50 });
export const replay = (delivery: string) => http.post(`webhooks/deliveries/${delivery}/replay`);
