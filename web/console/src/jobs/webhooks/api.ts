import { api, take, type WebhookChange, type WebhookCreate } from "@shancheng/api";

const at = (id: string) => ({ path: { id } });

export const listWebhooks = (cursor?: string) =>
  take(api.GET("/api/v1/webhooks", { params: { query: { cursor, limit: 50 } } }));
export const readWebhook = (id: string) =>
  take(api.GET("/api/v1/webhooks/{id}", { params: at(id) }));
export const createWebhook = (body: WebhookCreate) => take(api.POST("/api/v1/webhooks", { body }));
export const changeWebhook = (id: string, body: WebhookChange) =>
  take(api.PATCH("/api/v1/webhooks/{id}", { params: at(id), body }));
export const listDeliveries = (id: string, cursor?: string) =>
  take(
    api.GET("/api/v1/webhooks/{id}/deliveries", {
      params: { ...at(id), query: { cursor, limit: 50 } },
    }),
  );
export const readDelivery = (id: string) =>
  take(api.GET("/api/v1/webhooks/deliveries/{id}", { params: at(id) }));
export const replay = (id: string) =>
  take(api.POST("/api/v1/webhooks/deliveries/{id}/replay", { params: at(id) }));
