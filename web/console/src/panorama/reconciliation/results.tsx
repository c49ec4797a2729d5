import { useAcquirerChoices } from "@/panorama/acquirers/use-acquirers";
import { useT } from "@/shared/i18n";
import { DataList } from "@/shared/list/data-list";
import { ExportButton } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { listResults, resultFilters } from "./api";
import { resultColumns } from "./columns";

export const statuses = [
  "missing",
  "expected",
  "unexpected",
  "amount_over",
  "amount_under",
  "data_mismatch",
  "fee_mismatch",
  "duplicate",
  "partially_reconciled",
  "void",
  "matched",
];

export default function ReconciliationResults() {
  const t = useT();
  const filters = useFilters(resultFilters);
  const acquirers = useAcquirerChoices();
  const list = useList(["reconciliation", "results", filters.values], (cursor) =>
    listResults(filters.values, cursor),
  );
  const yes = [{ value: "true", label: t("recon.yes") }];
  const days = ["1", "3", "7", "30"];
  return (
    <Page
      title={t("recon.work")}
      lead={t("recon.work_lead")}
      back={{ to: "/reconciliation", text: t("shell.reconciliation") }}
      actions={<ExportButton path="reconciliation/results/export" query={filters.values} />}
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "status",
              label: "recon.status",
              group: "recon_status",
              words: statuses,
            },
            { type: "choice", name: "acquirer_id", label: "recon.acquirer", options: acquirers },
            {
              type: "choice",
              name: "age_days",
              label: "recon.age",
              options: days.map((value) => ({
                value,
                label: t("recon.age_days", { days: value }),
              })),
            },
            { type: "choice", name: "open", label: "recon.only_open", options: yes },
            { type: "choice", name: "mine", label: "recon.only_mine", options: yes },
          ]}
        />
        <DataList
          label={t("recon.work")}
          list={list}
          columns={resultColumns}
          rowKey={(row) => row.id}
          to={(row) => `/reconciliation/results/${row.id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("recon.none"), text: t("recon.none_text") }}
        />
      </Section>
    </Page>
  );
}
