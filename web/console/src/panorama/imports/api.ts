import { http, type Import, type Page } from "@shancheng/api";

export type ImportKind = "merchants" | "terminals";

export const listImports = (cursor?: string) =>
  http.get<Page<Import>>("imports", { cursor, limit: 50 });
export const readImport = (id: string) => http.get<Import>(`imports/${id}`);
export function sendImport(kind: ImportKind, file: File): Promise<Import> {
  const body = new FormData();
  body.append("file", file);
  return http.post<Import>(`${kind}/import`, body);
}

/** Head line of the template of each kind, with one row as an example. */
export const templates: Record<ImportKind, string> = {
  merchants:
    "code,name,short_name,kind,uscc,responsible_id,mcc,division_code,address,latitude,longitude,settlement_account,settlement_bank,phone\n" +
    "803500158120001,重庆山城火锅有限公司,山城火锅,enterprise,91500103MA5U00001X,,5812,500103,渝中区示例路1号,29.563010,106.551557,6222020200012345678,山城银行渝中支行,13800000000\n",
  terminals:
    "serial,device_type,maker,model,merchant_code,store_code,acquirer_code,terminal_code,latitude,longitude\n" +
    "SC2600000001,04,示例厂商,P2000,803500158120001,001,48026530,10000001,29.563010,106.551557\n",
};
