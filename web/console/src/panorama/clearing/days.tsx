import { ScissorOutlined } from "@ant-design/icons";
import type { ClearingDay } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form } from "antd";
import { useState } from "react";
import { InstitutionField, useInstitutionName } from "@/identity/institutions/institution-field";
import { DateInput } from "@/shared/form/date-input";
import { FormDrawer } from "@/shared/form/form-drawer";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { priced, timed, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Money, State, Time } from "@/shared/show/show";
import { cutDay, filterNames, listDays } from "./api";

interface Cut {
  business_date: string;
  institution_id?: number;
}

/** Business days: what each came to and how far it has got. */
export default function ClearingDays() {
  const t = useT();
  const client = useQueryClient();
  const { can, me } = useSession();
  const name = useInstitutionName();
  const [cutting, setCutting] = useState(false);
  const filters = useFilters(filterNames);
  const { state } = filters.values;
  const list = useList(["clearing-days", state], (cursor) => listDays(state, cursor));
  const amount = (
    key: "amount_fen" | "merchant_fee_fen" | "acquirer_fee_fen",
    title: "clearing.amount" | "clearing.merchant_fee" | "clearing.acquirer_fee",
  ): Column<ClearingDay> => ({
    key,
    title,
    align: "right",
    card: key === "amount_fen" ? "value" : undefined,
    cell: (row) => <Money fen={row[key]} />,
    ...priced((row) => row[key]),
  });
  const number = (
    key: "payments" | "reversals" | "open_payments" | "unknown_cards" | "below_cost",
    title:
      | "clearing.payments"
      | "clearing.reversals"
      | "clearing.open"
      | "clearing.unknown"
      | "clearing.below_cost",
  ): Column<ClearingDay> => ({
    key,
    title,
    align: "right",
    cell: (row) => <span className="tabular">{count(row[key])}</span>,
    value: (row) => row[key],
  });
  const columns: Column<ClearingDay>[] = [
    {
      key: "day",
      title: "clearing.day",
      card: "title",
      cell: (row) => <span className="nowrap tabular">{row.business_date}</span>,
      value: (row) => row.business_date,
    },
    {
      key: "institution",
      title: "common.institution",
      card: "sub",
      cell: (row) => name(row.institution_id),
      value: (row) => name(row.institution_id),
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      cell: (row) => <State group="clearing_day_state" word={row.state} />,
      ...worded("clearing_day_state", (row) => row.state),
    },
    number("payments", "clearing.payments"),
    number("reversals", "clearing.reversals"),
    amount("amount_fen", "clearing.amount"),
    amount("merchant_fee_fen", "clearing.merchant_fee"),
    amount("acquirer_fee_fen", "clearing.acquirer_fee"),
    number("open_payments", "clearing.open"),
    number("unknown_cards", "clearing.unknown"),
    number("below_cost", "clearing.below_cost"),
    {
      key: "cut_at",
      title: "clearing.cut_at",
      wide: true,
      cell: (row) => <Time at={row.cut_at} />,
      ...timed((row) => row.cut_at),
    },
  ];
  const send = async ({ business_date, institution_id }: Cut) => {
    await cutDay(business_date, institution_id ?? me.institution.id);
    await client.invalidateQueries({ queryKey: ["clearing-days"] });
  };
  return (
    <Page
      title={t("clearing.days")}
      lead={t("clearing.days_lead")}
      actions={
        <>
          <ListExport list={list} columns={columns} name="clearing-days" />
          {can("clearing_settle") && (
            <Button
              type="primary"
              icon={<ScissorOutlined aria-hidden />}
              onClick={() => setCutting(true)}
            >
              {t("clearing.cut")}
            </Button>
          )}
        </>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "clearing_day_state",
              words: ["open", "cut", "settled", "closed"],
            },
          ]}
        />
        <DataList
          label={t("clearing.days")}
          list={list}
          columns={columns}
          rowKey={(row) => `${row.institution_id}.${row.business_date}`}
          to={(row) => `/clearing/days/${row.institution_id}/${row.business_date}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("clearing.days_empty"), text: t("clearing.days_empty_text") }}
        />
      </Section>
      <FormDrawer<Cut>
        open={cutting}
        title={t("clearing.cut")}
        submitText={t("clearing.cut")}
        send={send}
        onClose={() => setCutting(false)}
      >
        <p>{t("clearing.cut_text")}</p>
        <Form.Item
          name="business_date"
          label={t("clearing.day")}
          rules={[{ required: true, message: t("common.required") }]}
        >
          <DateInput />
        </Form.Item>
        <InstitutionField />
      </FormDrawer>
    </Page>
  );
}
