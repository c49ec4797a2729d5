import { useList } from "@/shared/list/use-list";
import { DataList } from "@/shared/list/data-list";
import { ExportButton } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { TokenFilter } from "@/shared/list/token-filter";
import { useFilters } from "@/shared/list/use-filters";
import { Page, Section } from "@/shared/page/page";
import { Can } from "@/shared/session/session";
import { useT } from "@/shared/i18n";
import { useAcquirerChoices } from "@/panorama/acquirers/use-acquirers";
import { MerchantFilter } from "@/panorama/merchants/merchant-choice";
import { filterNames, listPayments } from "./api";
import { paymentColumns } from "./columns";

const states = [
  "approved",
  "declined",
  "unknown",
  "reversal_pending",
  "reversed",
  "failed",
  "sent",
  "received",
];
const kinds = [
  "sale",
  "void",
  "refund",
  "preauth",
  "preauth_void",
  "completion",
  "completion_void",
  "balance_query",
];

export default function Payments() {
  const t = useT();
  const filters = useFilters(filterNames);
  const acquirers = useAcquirerChoices();
  const list = useList(["payments", filters.values], (cursor) =>
    listPayments(filters.values, cursor),
  );
  return (
    <Page
      title={t("payments.title")}
      lead={t("payments.lead")}
      actions={
        <Can right="payments_export">
          <ExportButton path="payments/export" query={filters.values} />
        </Can>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "search", name: "q", label: "payments.q" },
            { type: "time", from: "from", until: "to", label: "common.time" },
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "payment_state",
              words: states,
            },
            {
              type: "words",
              name: "kind",
              label: "common.kind",
              group: "payment_kind",
              words: kinds,
            },
            { type: "choice", name: "acquirer", label: "payments.acquirer", options: acquirers },
            { type: "pick", name: "merchant", label: "payments.merchant", control: MerchantFilter },
            { type: "amount", from: "amount_min", until: "amount_max", label: "common.amount" },
            { type: "pick", name: "terminal", label: "payments.terminal", control: TokenFilter },
          ]}
        />
        <DataList
          label={t("payments.title")}
          list={list}
          columns={paymentColumns}
          rowKey={(row) => row.id}
          to={(row) => `/payments/${row.id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("payments.empty"), text: t("payments.empty_text") }}
        />
      </Section>
    </Page>
  );
}
