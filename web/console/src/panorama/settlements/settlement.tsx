import { DownloadOutlined } from "@ant-design/icons";
import type { ResultsTaken, SettlementLine } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { useInstitutionName } from "@/identity/institutions/institution-field";
import { useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import { RowErrors } from "@/panorama/imports/row-errors";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { FileDrop } from "@/shared/form/file-drop";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { priced, worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Facts, Money, Mono, State, Time } from "@/shared/show/show";
import { fileOf, listLines, readSettlement, sendResults, sendSettlement } from "./api";

/** A settlement batch with its lines, its payout file and the bank's results. */
export default function Settlement() {
  const t = useT();
  const { id = "" } = useParams();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { can } = useSession();
  const acquirer = useAcquirerName();
  const institution = useInstitutionName();
  const [refused, setRefused] = useState<ResultsTaken>();
  const { data: batch } = useQuery({
    queryKey: ["settlements", "one", id],
    queryFn: () => readSettlement(id),
  });
  const list = useList(["settlement-lines", id], (cursor) => listLines(id, cursor));
  const amount = (
    key: "gross_fen" | "fee_fen" | "carried_in_fen" | "payout_fen" | "held_fen" | "carried_out_fen",
    title:
      | "settlement.gross"
      | "settlement.fee"
      | "settlement.carried_in"
      | "settlement.payout"
      | "settlement.held"
      | "settlement.carried_out",
  ): Column<SettlementLine> => ({
    key,
    title,
    align: "right",
    card: key === "payout_fen" ? "value" : undefined,
    cell: (row) => <Money fen={row[key]} />,
    ...priced((row) => row[key]),
  });
  const columns: Column<SettlementLine>[] = [
    {
      key: "merchant",
      title: "settlement.merchant",
      card: "title",
      cell: (row) => <Mono>{row.merchant_code}</Mono>,
      value: (row) => row.merchant_code,
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
    {
      key: "reason",
      title: "settlement.reason",
      wide: true,
      cell: (row) => row.reason || <span className="quiet">—</span>,
      value: (row) => row.reason,
    },
  ];
  const renew = async () => {
    await client.invalidateQueries({ queryKey: ["settlements"] });
    await client.invalidateQueries({ queryKey: ["settlement-lines", id] });
  };
  const take = async (file: File) => {
    const taken = await sendResults(id, file);
    setRefused(taken.errors_total > 0 ? taken : undefined);
    if (taken.errors_total > 0) return;
    await renew();
    void message.success(t("settlement.results_taken", { count: taken.taken }));
  };
  const settles = can("clearing_settle");
  return (
    <Page
      title={`${t("settlement.one")} ${batch?.settle_date ?? ""}`}
      mark={batch && <State group="settlement_state" word={batch.state} />}
      lead={<CopyId id={id} whole />}
      back={{ to: "/settlements", text: t("settlement.title") }}
      actions={
        <>
          <ListExport list={list} columns={columns} name="settlement-lines" />
          {settles && batch?.state === "made" && (
            <ConfirmButton
              type="primary"
              text={t("settlement.send")}
              title={t("settlement.send_title")}
              act={async () => {
                await sendSettlement(id);
                await renew();
              }}
            >
              {t("settlement.send_text")}
            </ConfirmButton>
          )}
          {settles && batch?.file_sha256 && (
            <Button icon={<DownloadOutlined aria-hidden />} href={fileOf(id)}>
              {t("settlement.file")}
            </Button>
          )}
        </>
      }
    >
      {batch && (
        <Section title={t("settlement.summary")}>
          <Facts
            facts={[
              { label: "common.institution", value: institution(batch.institution_id) },
              {
                label: "settlement.payouts",
                value: `${count(batch.payouts)} / ${count(batch.lines)}`,
              },
              { label: "settlement.gross", value: <Money fen={batch.gross_fen} /> },
              { label: "settlement.fee", value: <Money fen={batch.fee_fen} /> },
              { label: "settlement.payout", value: <Money fen={batch.payout_fen} /> },
              { label: "settlement.carried_out", value: <Money fen={batch.carried_fen} /> },
              { label: "settlement.made_at", value: <Time at={batch.made_at} /> },
              { label: "settlement.sent_at", value: <Time at={batch.sent_at} /> },
              { label: "settlement.done_at", value: <Time at={batch.done_at} /> },
              {
                label: "settlement.sha256",
                value: <Mono>{batch.file_sha256}</Mono>,
                wide: true,
                hide: !batch.file_sha256,
              },
            ]}
          />
        </Section>
      )}
      <Section flush>
        <DataList
          label={t("settlement.lines")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          blank={{ title: t("settlement.lines_empty"), text: t("settlement.lines_empty_text") }}
        />
      </Section>
      {settles && batch && batch.state !== "made" && (
        <Section title={t("settlement.results")}>
          <FileDrop accept=".csv,.xlsx" hint={t("settlement.results_hint")} send={take} />
        </Section>
      )}
      {refused && (
        <Section title={t("fees.bins_refused", { count: refused.errors_total })} flush>
          <RowErrors errors={refused.errors} all={refused.errors_total} />
        </Section>
      )}
    </Page>
  );
}
