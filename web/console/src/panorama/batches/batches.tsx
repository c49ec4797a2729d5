import type { TerminalBatch } from "@shancheng/api";
import { useT } from "@/shared/i18n";
import { priced, timed, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Money, Mono, State, Time } from "@/shared/show/show";
import { listBatches } from "./api";

const states = ["balanced", "uploading", "differing", "resolved"];

export const batchNo = (batch_no: number) => String(batch_no).padStart(6, "0");

/** What the terminal claims above what is on record, fen. */
export const gapFen = ({ terminal_sums: theirs, our_sums: ours }: TerminalBatch) =>
  theirs.debit_fen - theirs.credit_fen - (ours.debit_fen - ours.credit_fen);

export default function Batches() {
  const t = useT();
  const filters = useFilters(["state"]);
  const { state } = filters.values;
  const list = useList(["batches", state], (cursor) => listBatches({ state }, cursor), {
    every_ms: 30_000,
  });
  const columns: Column<TerminalBatch>[] = [
    {
      key: "at",
      title: "batches.at",
      width: 140,
      card: "sub",
      cell: (row) => <Time at={row.created_at} />,
      ...timed((row) => row.created_at),
    },
    {
      key: "terminal",
      title: "batches.terminal",
      card: "title",
      cell: (row) => <Mono>{row.terminal_code}</Mono>,
      value: (row) => row.terminal_code,
    },
    {
      key: "batch",
      title: "batches.batch",
      card: "sub",
      cell: (row) => <Mono>{batchNo(row.batch_no)}</Mono>,
      value: (row) => batchNo(row.batch_no),
    },
    {
      key: "merchant",
      title: "batches.merchant",
      wide: true,
      cell: (row) => <Mono>{row.merchant_code}</Mono>,
      value: (row) => row.merchant_code,
    },
    {
      key: "debit",
      title: "batches.debit",
      align: "right",
      cell: (row) => <Money fen={row.our_sums.debit_fen} />,
      ...priced((row) => row.our_sums.debit_fen),
    },
    {
      key: "credit",
      title: "batches.credit",
      align: "right",
      cell: (row) => <Money fen={row.our_sums.credit_fen} />,
      ...priced((row) => row.our_sums.credit_fen),
    },
    {
      key: "gap",
      title: "batches.gap",
      align: "right",
      card: "value",
      cell: (row) => <Money fen={gapFen(row)} />,
      ...priced(gapFen),
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      cell: (row) => <State group="batch_state" word={row.state} />,
      ...worded("batch_state", (row) => row.state),
    },
  ];
  return (
    <Page
      title={t("batches.title")}
      lead={t("batches.lead")}
      actions={<ListExport list={list} columns={columns} name="batches" />}
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "batch_state",
              words: states,
            },
          ]}
        />
        <DataList
          label={t("batches.title")}
          list={list}
          columns={columns}
          rowKey={(row) => `${row.terminal_id}/${row.batch_no}`}
          to={(row) => `/batches/${row.terminal_id}/${row.batch_no}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("batches.empty"), text: t("batches.empty_text") }}
        />
      </Section>
    </Page>
  );
}
