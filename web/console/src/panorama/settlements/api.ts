import { api, asQuery, take } from "@shancheng/api";
import { fileBody } from "@/shared/upload";

const at = (id: string) => ({ path: { id } });

export const listSettlements = (state: string | undefined, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/settlements", {
      params: { query: asQuery<"/api/v1/clearing/settlements">({ state, cursor, limit: 50 }) },
    }),
  );
export const makeSettlement = (settle_date: string, institution_id: number) =>
  take(api.POST("/api/v1/clearing/settlements", { body: { settle_date, institution_id } }));
export const readSettlement = (id: string) =>
  take(api.GET("/api/v1/clearing/settlements/{id}", { params: at(id) }));
export const listLines = (id: string, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/settlements/{id}/lines", {
      params: { ...at(id), query: { cursor, limit: 100 } },
    }),
  );
export const sendSettlement = (id: string) =>
  take(api.POST("/api/v1/clearing/settlements/{id}/send", { params: at(id) }));
export const sendResults = (id: string, file: File) =>
  take(
    api.POST("/api/v1/clearing/settlements/{id}/results", {
      params: { ...at(id), query: { file_name: file.name } },
      ...fileBody(file),
    }),
  );
/** Where the payout file is to be had. */
export const fileOf = (id: string) => `/api/v1/clearing/settlements/${id}/file`;

export const listHolds = (state: string | undefined, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/holds", {
      params: { query: asQuery<"/api/v1/clearing/holds">({ state, cursor, limit: 50 }) },
    }),
  );
export const placeHold = (body: { merchant_id: string; amount_fen?: number; reason: string }) =>
  take(api.POST("/api/v1/clearing/holds", { body }));
export const releaseHold = (id: string, reason: string) =>
  take(api.POST("/api/v1/clearing/holds/{id}/release", { params: at(id), body: { reason } }));

export const listWorkingDays = (cursor?: string) =>
  take(api.GET("/api/v1/clearing/working-days", { params: { query: { cursor, limit: 100 } } }));
export const sendWorkingDays = (file: File) =>
  take(
    api.POST("/api/v1/clearing/working-days/imports", {
      params: { query: { file_name: file.name } },
      ...fileBody(file),
    }),
  );

interface StatementOf {
  merchant: string;
  from: string;
  until: string;
}

export const listStatement = ({ merchant, from, until }: StatementOf, cursor?: string) =>
  take(
    api.GET("/api/v1/clearing/statements", {
      params: { query: { merchant_id: merchant, from, until, cursor, limit: 100 } },
    }),
  );
/** Where the statement is to be had as a paper. */
export const paperOf = ({ merchant, from, until }: StatementOf) =>
  `/api/v1/clearing/statements/paper?merchant_id=${merchant}&from=${from}&until=${until}`;
