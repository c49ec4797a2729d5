import { FilePdfOutlined } from "@ant-design/icons";
import type { StatementEntry } from "@shancheng/api";
import { Button, Space } from "antd";
import { useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { DateInput } from "@/shared/form/date-input";
import { useT } from "@/shared/i18n";
import { localTime, priced, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ExportButton } from "@/shared/list/export-button";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Money, State } from "@/shared/show/show";
import { listStatement, paperOf } from "./api";

/** `2026-11-25`, by the person's clock. */
const dayOf = (date: Date) => localTime(date.toISOString()).slice(0, 10);
const monthBefore = (day: string) => {
  const date = new Date(`${day}T12:00:00`);
  date.setDate(date.getDate() - 30);
  return dayOf(date);
};

/** What a merchant was settled, day by day, as a page and as a file. */
export default function Statement() {
  const t = useT();
  const acquirer = useAcquirerName();
  const { values, set } = useFilters(["merchant", "from", "until"]);
  const today = dayOf(new Date());
  const { merchant, from = monthBefore(today), until = today } = values;
  const whole = merchant ? { merchant, from, until } : undefined;
  const list = useList(["statement", merchant, from, until], (cursor) =>
    whole ? listStatement(whole, cursor) : Promise.resolve({ items: [] }),
  );
  const amount = (
    key: "gross_fen" | "fee_fen" | "carried_in_fen" | "held_fen" | "payout_fen" | "carried_out_fen",
    title:
      | "settlement.gross"
      | "settlement.fee"
      | "settlement.carried_in"
      | "settlement.held"
      | "settlement.payout"
      | "settlement.carried_out",
  ): Column<StatementEntry> => ({
    key,
    title,
    align: "right",
    card: key === "payout_fen" ? "value" : undefined,
    cell: (row) => <Money fen={row[key]} />,
    ...priced((row) => row[key]),
  });
  const columns: Column<StatementEntry>[] = [
    {
      key: "date",
      title: "settlement.date",
      card: "title",
      cell: (row) => <span className="nowrap tabular">{row.settle_date}</span>,
      value: (row) => row.settle_date,
    },
    {
      key: "acquirer",
      title: "routes.acquirer",
      card: "sub",
      cell: (row) => acquirer(row.acquirer_id),
      value: (row) => acquirer(row.acquirer_id),
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      cell: (row) => <State group="settlement_line_state" word={row.state} />,
      ...worded("settlement_line_state", (row) => row.state),
    },
    amount("gross_fen", "settlement.gross"),
    amount("fee_fen", "settlement.fee"),
    amount("carried_in_fen", "settlement.carried_in"),
    amount("held_fen", "settlement.held"),
    amount("payout_fen", "settlement.payout"),
    amount("carried_out_fen", "settlement.carried_out"),
  ];
  return (
    <Page
      title={t("settlement.statement")}
      lead={t("settlement.statement_lead")}
      actions={
        whole && (
          <>
            <Button
              icon={<FilePdfOutlined aria-hidden />}
              href={paperOf(whole)}
              title={t("settlement.statement_pdf_hint")}
            >
              PDF
            </Button>
            <ExportButton
              path="clearing/statements/export"
              query={{ merchant_id: whole.merchant, from, until }}
            />
          </>
        )
      }
    >
      <Section>
        <Space wrap>
          <MerchantChoice
            value={merchant}
            label={t("settlement.statement_merchant")}
            width={240}
            any
            onChange={(id) => set({ merchant: id })}
          />
          <DateInput
            label={t("settlement.statement_from")}
            width={160}
            value={from}
            onChange={(day) => set({ from: day })}
          />
          <DateInput
            label={t("settlement.statement_until")}
            width={160}
            value={until}
            onChange={(day) => set({ until: day })}
          />
        </Space>
      </Section>
      <Section flush>
        <DataList
          label={t("settlement.statement")}
          list={list}
          columns={columns}
          rowKey={(row) => row.line_id}
          blank={{
            title: t(merchant ? "settlement.statement_empty" : "settlement.statement_choose"),
            text: t(
              merchant ? "settlement.statement_empty_text" : "settlement.statement_choose_text",
            ),
          }}
        />
      </Section>
    </Page>
  );
}
