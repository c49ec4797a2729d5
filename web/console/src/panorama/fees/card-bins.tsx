import type { CardBin, CardBinsTaken } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { RowErrors } from "@/panorama/imports/row-errors";
import { FileDrop } from "@/shared/form/file-drop";
import { useT } from "@/shared/i18n";
import { timed, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Mono, Time, Word } from "@/shared/show/show";
import { Subject } from "@/shared/show/subject";
import { binFilters, listCardBins, sendCardBins } from "./api";

const columns: Column<CardBin>[] = [
  {
    key: "range",
    title: "fees.range",
    card: "title",
    cell: (row) => <Mono>{row.low === row.high ? row.low : `${row.low} – ${row.high}`}</Mono>,
    value: (row) => (row.low === row.high ? row.low : `${row.low}-${row.high}`),
  },
  {
    key: "class",
    title: "fees.card_class",
    card: "sub",
    cell: (row) => <Word group="card_class" word={row.card_class} />,
    ...worded("card_class", (row) => row.card_class),
  },
  {
    key: "issuer",
    title: "fees.issuer",
    cell: (row) => row.issuer,
    value: (row) => row.issuer,
  },
  {
    key: "from",
    title: "fees.from_day",
    cell: (row) => <span className="nowrap tabular">{row.from_day}</span>,
    value: (row) => row.from_day,
  },
  {
    key: "added",
    title: "fees.added_at",
    cell: (row) => <Time at={row.added_at} />,
    ...timed((row) => row.added_at),
  },
  {
    key: "by",
    title: "fees.added_by",
    wide: true,
    cell: (row) => <Subject id={row.added_by} />,
    value: (row) => row.added_by,
  },
];

/** Which cards are debit and which credit cards, by their first digits. */
export default function CardBins() {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { can, me } = useSession();
  const [refused, setRefused] = useState<CardBinsTaken>();
  const filters = useFilters(binFilters);
  const list = useList(["card-bins", filters.values], (cursor) =>
    listCardBins(filters.values, cursor),
  );
  const take = async (file: File) => {
    const taken = await sendCardBins(file);
    setRefused(taken.errors_total > 0 ? taken : undefined);
    if (taken.errors_total > 0) return;
    await client.invalidateQueries({ queryKey: ["card-bins"] });
    void message.success(t("fees.bins_taken", { count: taken.added }));
  };
  return (
    <Page
      title={t("shell.card_bins")}
      lead={t("fees.bins_lead")}
      actions={<ListExport list={list} columns={columns} name="card-bins" />}
    >
      {can("fees_write") && me.network && (
        <Section title={t("fees.bins")}>
          <FileDrop accept=".csv,.xlsx" hint={t("fees.bins_hint")} send={take} />
        </Section>
      )}
      {refused && (
        <Section title={t("fees.bins_refused", { count: refused.errors_total })} flush>
          <RowErrors errors={refused.errors} all={refused.errors_total} />
        </Section>
      )}
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "search", name: "q", label: "fees.bins_search" },
            {
              type: "words",
              name: "card_class",
              label: "fees.card_class",
              group: "card_class",
              words: ["debit", "credit"],
            },
          ]}
        />
        <DataList
          label={t("shell.card_bins")}
          list={list}
          columns={columns}
          rowKey={(row) => `${row.low}.${row.high}.${row.from_day}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("fees.bins_empty"), text: t("fees.bins_empty_text") }}
        />
      </Section>
    </Page>
  );
}
