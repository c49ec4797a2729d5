import { PlusOutlined } from "@ant-design/icons";
import type { Merchant } from "@shancheng/api";
import { Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { CodeSelect, CodeText, type CodeList } from "@/shared/codes/codes";
import { LinkButton } from "@/shared/form/link-button";
import { useT } from "@/shared/i18n";
import { at, counted, named, stated } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { ExportButton } from "@/shared/list/export-button";
import { FilterBar, type PickProps } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Can } from "@/shared/session/session";
import { CopyId } from "@/shared/show/show";
import { filterNames, listMerchants } from "./api";
import { MerchantForm } from "./merchant-form";

const columns: Column<Merchant>[] = [
  {
    key: "name",
    title: "common.name",
    card: "title",
    cell: (row) => row.short_name || row.name,
    value: (row) => row.short_name || row.name,
  },
  {
    key: "code",
    title: "merchants.code",
    width: 190,
    card: "sub",
    cell: (row) => <CopyId id={row.code} />,
    value: (row) => row.code,
  },
  {
    key: "state",
    title: "common.state",
    width: 100,
    card: "value",
    ...stated("merchant_state", (row) => row.state),
  },
  {
    key: "kind",
    title: "merchants.kind",
    width: 110,
    card: "sub",
    ...named("merchant_kind", (row) => row.kind),
  },
  {
    key: "mcc",
    title: "common.mcc",
    card: "sub",
    cell: (row) => <CodeText list="mccs" code={row.mcc} line />,
    value: (row) => row.mcc,
  },
  {
    key: "division",
    title: "common.division",
    wide: true,
    card: "sub",
    cell: (row) => <CodeText list="divisions" code={row.division_code} line />,
    value: (row) => row.division_code,
  },
  {
    key: "stores",
    title: "merchants.stores",
    align: "right",
    width: 80,
    card: "none",
    ...counted((row) => row.stores_count),
  },
  {
    key: "terminals",
    title: "merchants.terminals",
    align: "right",
    width: 96,
    card: "none",
    ...counted((row) => row.terminals_count),
  },
  {
    key: "created",
    title: "common.created_at",
    width: 140,
    wide: true,
    card: "none",
    ...at((row) => row.created_at),
  },
];

const control = (list: CodeList) => (props: PickProps) => (
  <CodeSelect
    list={list}
    value={props.value ?? null}
    onChange={props.onChange}
    label={props.label}
    width={props.block ? "100%" : 190}
  />
);

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
      <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
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
            <LinkButton to="/imports">{t("merchants.imports")}</LinkButton>
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
            { type: "pick", name: "mcc", label: "common.mcc", control: control("mccs") },
            {
              type: "pick",
              name: "division",
              label: "common.division",
              control: control("divisions"),
            },
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
