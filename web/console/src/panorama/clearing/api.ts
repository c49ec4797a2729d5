import { api, asQuery, take } from "@shancheng/api";

export const filterNames = ["state"] as const;
export const itemFilters = ["merchant_id", "acquirer_id", "kind", "booking", "card_class"] as const;
export type ItemFilters = Partial<Record<(typeof itemFilters)[number], string>>;

/** Which day, of whose merchants. */
export interface DayKey {
  institution_id: number;
  business_date: string;
}

export const listDays = (state: string | undefined, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/days", {
      params: { query: asQuery<"/api/v1/clearing/days">({ state, cursor, limit: 50 }) },
    }),
  );
/** One day; nothing when the person sees no such day. */
export const readDay = async (of: DayKey) => {
  const query = { ...of, limit: 1 };
  const page = await take(api.GET("/api/v1/clearing/days", { params: { query } }));
  return page.items[0] ?? null;
};
export const cutDay = (business_date: string, institution_id: number) =>
  take(api.POST("/api/v1/clearing/days", { body: { business_date, institution_id } }));
export const listAcquirerSums = (of: DayKey) =>
  take(api.GET("/api/v1/clearing/sums/acquirers", { params: { query: { ...of } } }));
export const listSums = (of: DayKey, cursor?: string) =>
  take(api.GET("/api/v1/clearing/sums", { params: { query: { ...of, cursor, limit: 100 } } }));
export const listItems = (of: DayKey, filters: ItemFilters, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/items", {
      params: {
        query: {
          ...of,
          ...asQuery<"/api/v1/clearing/items">({ ...filters }),
          cursor,
          limit: 100,
        },
      },
    }),
  );
