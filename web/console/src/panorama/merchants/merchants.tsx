import { PlusOutlined } from "@ant-design/icons";
import type { Merchant } from "@shancheng/api";
import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { ExportButton } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Can } from "@/shared/session/session";
import { CopyId, Mono, State, Time, Word } from "@/shared/show/show";
import { filterNames, listMerchants } from "./api";
import { MerchantForm } from "./merchant-form";

const columns: Column<Merchant>[] = [
  { key: "name", title: "common.name", card: "title", cell: (row) => row.short_name || row.name },
  { key: "code", title: "merchants.code", width: 190, cell: (row) => <CopyId id={row.code} /> },
  {
    key: "state",
    title: "common.state",
    width: 100,
    card: "value",
    cell: (row) => <State group="merchant_state" word={row.state} />,
  },
  {
    key: "kind",
    title: "merchants.kind",
    width: 110,
    cell: (row) => <Word group="merchant_kind" word={row.kind} />,
  },
  { key: "mcc", title: "common.mcc", width: 110, cell: (row) => <Mono>{row.mcc}</Mono> },
  {
    key: "division",
    title: "common.division",
    width: 100,
    wide: true,
    card: "none",
    cell: (row) => <Mono>{row.division_code}</Mono>,
  },
  {
    key: "stores",
    title: "merchants.stores",
    align: "right",
    width: 80,
    card: "none",
    cell: (row) => <span className="tabular">{count(row.stores_count)}</span>,
  },
  {
    key: "terminals",
    title: "merchants.terminals",
    align: "right",
    width: 80,
    cell: (row) => <span className="tabular">{count(row.terminals_count)}</span>,
  },
  {
    key: "created",
    title: "common.created_at",
    width: 140,
    wide: true,
    card: "none",
    cell: (row) => <Time at={row.created_at} />,
  },
];

export default function Merchants() {
  const t = useT();
  const navigate = useNavigate();
  const filters = useFilters(filterNames);
  const [making, setMaking] = useState(false);
  const list = useList(["merchants", filters.values], (cursor) =>
    listMerchants(filters.values, cursor),
  );
  const create = (
    <Can right="merchants_write">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
        {t("merchants.new")}
      </Button>
    </Can>
  );
  return (
    <Page
      title={t("merchants.title")}
      lead={t("merchants.lead")}
      actions={
        <>
          <ExportButton path="merchants/export" query={filters.values} />
          <Can right="merchants_write">
            <Link to="/imports">
              <Button tabIndex={-1}>{t("merchants.imports")}</Button>
            </Link>
          </Can>
          {create}
        </>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "search", name: "q", label: "merchants.q" },
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "merchant_state",
              words: ["active", "suspended", "closed"],
            },
            { type: "text", name: "mcc", label: "common.mcc" },
            { type: "text", name: "division", label: "common.division" },
          ]}
        />
        <DataList
          label={t("merchants.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/merchants/${row.id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("merchants.empty"), text: t("merchants.empty_text"), actions: create }}
        />
      </Section>
      <MerchantForm
        open={making}
        onClose={() => setMaking(false)}
        onSaved={(merchant) => void navigate(`/merchants/${merchant.id}`)}
      />
    </Page>
  );
}
