import type { Merchant } from "@shancheng/api";
import { Link } from "react-router";
import { useT } from "@/shared/i18n";
import { DataList } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Section } from "@/shared/page/page";
import { listTerminals } from "./api";
import { terminalColumns } from "./columns";

/** Terminals of one merchant. */
export function MerchantTerminals({ merchant }: { merchant: Merchant }) {
  const t = useT();
  const list = useList(["terminals", { merchant: merchant.id }], (cursor) =>
    listTerminals({ merchant: merchant.id }, cursor),
  );
  return (
    <Section
      title={t("merchants.terminals")}
      extra={<Link to={`/terminals?merchant=${merchant.id}`}>{t("merchants.view_terminals")}</Link>}
      flush
    >
      <DataList
        label={t("merchants.terminals")}
        list={list}
        columns={terminalColumns.filter((column) => column.key !== "merchant")}
        rowKey={(row) => row.id}
        to={(row) => `/terminals/${row.id}`}
        blank={{ title: t("terminals.empty"), text: t("terminals.empty_text") }}
      />
    </Section>
  );
}
