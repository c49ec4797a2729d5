import type { FileTaken, ReconDay } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { useAcquirerChoices, useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import { RowErrors } from "@/panorama/imports/row-errors";
import { FileDrop } from "@/shared/form/file-drop";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Can } from "@/shared/session/session";
import { Money, State, Word } from "@/shared/show/show";
import { dayFilters, listDays, sendDaily } from "./api";

function AcquirerOf({ id }: { id: number }) {
  return useAcquirerName()(id);
}

const columns: Column<ReconDay>[] = [
  { key: "date", title: "recon.date", card: "title", cell: (row) => row.business_date },
  { key: "acquirer", title: "recon.acquirer", cell: (row) => <AcquirerOf id={row.acquirer_id} /> },
  {
    key: "source",
    title: "recon.source",
    cell: (row) => <Word group="recon_source" word={row.source} />,
  },
  {
    key: "state",
    title: "common.state",
    card: "mark",
    cell: (row) => <State group="recon_day_state" word={row.state} />,
  },
  {
    key: "ours",
    title: "recon.ours",
    align: "right",
    cell: (row) => <Money fen={row.ours_fen} />,
  },
  {
    key: "theirs",
    title: "recon.theirs",
    align: "right",
    cell: (row) => <Money fen={row.theirs_fen} />,
  },
  {
    key: "difference",
    title: "recon.difference",
    align: "right",
    card: "value",
    cell: (row) => <Money fen={row.theirs_fen - row.ours_fen} sign />,
  },
  {
    key: "open",
    title: "recon.open_lines",
    align: "right",
    cell: (row) => <span className="tabular">{count(row.open_lines)}</span>,
  },
];

export default function ReconciliationDays() {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [refused, setRefused] = useState<FileTaken>();
  const filters = useFilters(dayFilters);
  const acquirers = useAcquirerChoices();
  const list = useList(["reconciliation", "days", filters.values], (cursor) =>
    listDays(filters.values, cursor),
  );
  return (
    <Page title={t("shell.reconciliation")} lead={t("recon.lead")}>
      <Can right="reconciliation_settle">
        <Section title={t("recon.upload")}>
          <FileDrop
            accept=".csv"
            hint={t("recon.drop_hint")}
            send={async (file) => {
              const taken = await sendDaily(file);
              if (!taken.file) return setRefused(taken);
              setRefused(undefined);
              await client.invalidateQueries({ queryKey: ["reconciliation"] });
              const said = taken.already ? "recon.taken_already" : "recon.taken";
              void message.success(t(said, { count: count(taken.file.lines) }));
            }}
          />
        </Section>
      </Can>
      {refused && (
        <Section title={t("recon.refused", { count: count(refused.errors_total) })} flush>
          <RowErrors errors={refused.errors} all={refused.errors_total} />
        </Section>
      )}
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "recon_day_state",
              words: ["open", "closed"],
            },
            { type: "choice", name: "acquirer_id", label: "recon.acquirer", options: acquirers },
          ]}
        />
        <DataList
          label={t("shell.reconciliation")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/reconciliation/${row.id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("recon.empty"), text: t("recon.empty_text") }}
        />
      </Section>
    </Page>
  );
}
