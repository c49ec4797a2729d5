import { BankOutlined } from "@ant-design/icons";
import type { SettlementBatch } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form } from "antd";
import { useState } from "react";
import { InstitutionField, useInstitutionName } from "@/identity/institutions/institution-field";
import { DateInput } from "@/shared/form/date-input";
import { FormDrawer } from "@/shared/form/form-drawer";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { priced, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Money, State } from "@/shared/show/show";
import { listSettlements, makeSettlement } from "./api";

interface Make {
  settle_date: string;
  institution_id?: number;
}

/** Settlement batches, newest first. */
export default function Settlements() {
  const t = useT();
  const client = useQueryClient();
  const { can, me } = useSession();
  const name = useInstitutionName();
  const [making, setMaking] = useState(false);
  const filters = useFilters(["state"]);
  const { state } = filters.values;
  const list = useList(["settlements", state], (cursor) => listSettlements(state, cursor));
  const amount = (
    key: "gross_fen" | "fee_fen" | "payout_fen" | "carried_fen",
    title: "settlement.gross" | "settlement.fee" | "settlement.payout" | "settlement.carried_out",
  ): Column<SettlementBatch> => ({
    key,
    title,
    align: "right",
    card: key === "payout_fen" ? "value" : undefined,
    cell: (row) => <Money fen={row[key]} />,
    ...priced((row) => row[key]),
  });
  const columns: Column<SettlementBatch>[] = [
    {
      key: "date",
      title: "settlement.date",
      card: "title",
      cell: (row) => <span className="nowrap tabular">{row.settle_date}</span>,
      value: (row) => row.settle_date,
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
      cell: (row) => <State group="settlement_state" word={row.state} />,
      ...worded("settlement_state", (row) => row.state),
    },
    {
      key: "payouts",
      title: "settlement.payouts",
      align: "right",
      cell: (row) => (
        <span className="tabular">{`${count(row.payouts)} / ${count(row.lines)}`}</span>
      ),
      value: (row) => row.payouts,
    },
    amount("gross_fen", "settlement.gross"),
    amount("fee_fen", "settlement.fee"),
    amount("payout_fen", "settlement.payout"),
    amount("carried_fen", "settlement.carried_out"),
  ];
  const send = async ({ settle_date, institution_id }: Make) => {
    await makeSettlement(settle_date, institution_id ?? me.institution.id);
    await client.invalidateQueries({ queryKey: ["settlements"] });
  };
  return (
    <Page
      title={t("settlement.title")}
      lead={t("settlement.lead")}
      actions={
        <>
          <ListExport list={list} columns={columns} name="settlements" />
          {can("clearing_settle") && (
            <Button
              type="primary"
              icon={<BankOutlined aria-hidden />}
              onClick={() => setMaking(true)}
            >
              {t("settlement.make")}
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
              group: "settlement_state",
              words: ["made", "sent", "done"],
            },
          ]}
        />
        <DataList
          label={t("settlement.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/settlements/${row.id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("settlement.empty"), text: t("settlement.empty_text") }}
        />
      </Section>
      <FormDrawer<Make>
        open={making}
        title={t("settlement.make")}
        submitText={t("settlement.make")}
        send={send}
        onClose={() => setMaking(false)}
      >
        <p>{t("settlement.make_text")}</p>
        <Form.Item
          name="settle_date"
          label={t("settlement.date")}
          rules={[{ required: true, message: t("common.required") }]}
        >
          <DateInput />
        </Form.Item>
        <InstitutionField />
      </FormDrawer>
    </Page>
  );
}
