import { QrcodeOutlined } from "@ant-design/icons";
import type { PaymentCode } from "@shancheng/api";
import { Button } from "antd";
import { useState } from "react";
import { useT } from "@/shared/i18n";
import { priced, timed, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Money, Mono, State, Time, Word } from "@/shared/show/show";
import { filterNames, listCodes } from "./api";
import { BoardForm } from "./board-form";

/** Codes that merchants show: on tills' screens, and printed on boards. */
export default function Codes() {
  const t = useT();
  const [making, setMaking] = useState(false);
  const filters = useFilters(filterNames);
  const list = useList(["codes", filters.values], (cursor) => listCodes(filters.values, cursor));
  const columns: Column<PaymentCode>[] = [
    {
      key: "merchant",
      title: "codes.merchant",
      card: "title",
      cell: (row) => row.merchant_name || <Mono>{row.merchant_id}</Mono>,
      value: (row) => row.merchant_name,
    },
    {
      key: "name",
      title: "codes.name",
      card: "sub",
      cell: (row) => row.name ?? row.order_reference ?? "",
      value: (row) => row.name ?? row.order_reference,
    },
    {
      key: "kind",
      title: "common.kind",
      cell: (row) => <Word group="code_kind" word={row.kind} />,
      ...worded("code_kind", (row) => row.kind),
    },
    {
      key: "amount",
      title: "common.amount",
      align: "right",
      card: "value",
      cell: (row) =>
        row.amount_fen === undefined || row.amount_fen === null ? (
          <span className="quiet">{t("codes.any_amount")}</span>
        ) : (
          <Money fen={row.amount_fen} />
        ),
      ...priced((row) => row.amount_fen),
    },
    {
      key: "paid",
      title: "codes.paid",
      align: "right",
      cell: (row) => row.paid,
      value: (row) => row.paid,
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      cell: (row) => <State group="code_state" word={row.state} />,
      ...worded("code_state", (row) => row.state),
    },
    {
      key: "created",
      title: "common.time",
      cell: (row) => <Time at={row.created_at} />,
      ...timed((row) => row.created_at),
    },
  ];
  return (
    <Page
      title={t("codes.title")}
      lead={t("codes.lead")}
      actions={
        <Button
          type="primary"
          icon={<QrcodeOutlined aria-hidden />}
          onClick={() => setMaking(true)}
        >
          {t("codes.make")}
        </Button>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "search", name: "q", label: "codes.find" },
            {
              type: "words",
              name: "kind",
              label: "common.kind",
              group: "code_kind",
              words: ["board", "dynamic"],
            },
          ]}
        />
        <DataList
          label={t("codes.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.digits}
          to={(row) => `/codes/${row.digits}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("codes.empty"), text: t("codes.empty_text") }}
        />
      </Section>
      <BoardForm open={making} onClose={() => setMaking(false)} />
    </Page>
  );
}
