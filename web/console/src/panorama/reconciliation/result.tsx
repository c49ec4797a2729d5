import type { ReconDetail, ReconResult, ReconSide } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import { useT, type TextKey } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { Can } from "@/shared/session/session";
import { ActorName } from "@/shared/show/history";
import { Card, CopyId, Facts, Money, Mono, State, Time, Word } from "@/shared/show/show";
import { readResult } from "./api";
import { Differing } from "./columns";
import { Deeds } from "./deeds";

interface Line {
  field: string;
  title: TextKey;
  show: (side: ReconSide) => ReactNode;
}

const lines: Line[] = [
  { field: "amount", title: "common.amount", show: (side) => <Money fen={side.amount_fen} /> },
  { field: "fee", title: "recon.fee", show: (side) => <Money fen={side.fee_fen} /> },
  { field: "kind", title: "recon.kind", show: (side) => <Kind word={side.kind} /> },
  {
    field: "merchant",
    title: "payments.merchant",
    show: (side) => <Mono>{side.merchant_code}</Mono>,
  },
  {
    field: "terminal",
    title: "payments.terminal",
    show: (side) => <Mono>{side.terminal_code}</Mono>,
  },
  { field: "batch", title: "recon.batch", show: (side) => <Mono>{side.batch_no}</Mono> },
  { field: "trace", title: "recon.trace", show: (side) => <Mono>{side.trace_no}</Mono> },
  {
    field: "reference",
    title: "recon.reference",
    show: (side) => <Mono>{side.reference_no ?? "—"}</Mono>,
  },
  { field: "card", title: "payments.card", show: (side) => <Card card={side.card_mask} /> },
  { field: "time", title: "common.time", show: (side) => <Time at={side.at} exact /> },
];

function Kind({ word }: { word: string }) {
  return <Word group={word === "reversal" ? "recon_kind" : "payment_kind"} word={word} />;
}

/** One side of a line; a dash where there is none, bold where it differs. */
function Cell({ line, side, differs }: { line: Line; side?: ReconSide | null; differs: boolean }) {
  if (!side) return <span className="quiet">—</span>;
  return differs ? <strong>{line.show(side)}</strong> : <>{line.show(side)}</>;
}

/** Both sides beside each other, what differs marked. */
function Sides({ detail }: { detail: ReconDetail }) {
  const t = useT();
  const differs = (line: Line) => detail.result.fields.some((field) => field === line.field);
  const columns: Column<Line>[] = [
    {
      key: "field",
      title: "recon.field",
      card: "title",
      cell: (line) => (
        <>
          {t(line.title)}
          {differs(line) && <span style={{ color: "var(--bad)" }}> {t("recon.differs")}</span>}
        </>
      ),
    },
    {
      key: "ours",
      title: "recon.ours",
      cell: (line) => <Cell line={line} side={detail.ours} differs={differs(line)} />,
    },
    {
      key: "theirs",
      title: "recon.theirs",
      cell: (line) => <Cell line={line} side={detail.theirs} differs={differs(line)} />,
    },
  ];
  return (
    <Rows label={t("recon.sides")} rows={lines} columns={columns} rowKey={(line) => line.field} />
  );
}

const versions: Column<ReconResult>[] = [
  { key: "version", title: "recon.version", cell: (row) => row.version },
  {
    key: "status",
    title: "recon.status",
    card: "mark",
    cell: (row) => <State group="recon_status" word={row.status} />,
  },
  {
    key: "way",
    title: "recon.way",
    card: "title",
    cell: (row) =>
      row.way ? <Word group="recon_way" word={row.way} /> : <span className="quiet">—</span>,
  },
  {
    key: "open",
    title: "recon.open_fen",
    align: "right",
    cell: (row) => <Money fen={row.open_fen} sign />,
  },
  {
    key: "transfer",
    title: "recon.transfer",
    cell: (row) =>
      row.transfer_id ? <CopyId id={row.transfer_id} /> : <span className="quiet">—</span>,
  },
  {
    key: "by",
    title: "recon.by",
    cell: (row) => <ActorName actor={row.actor} name={row.actor_name} />,
  },
  { key: "note", title: "common.note", cell: (row) => row.note },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.at} /> },
];

export default function ReconciliationResult() {
  const t = useT();
  const { id = "" } = useParams();
  const acquirer = useAcquirerName();
  const query = useQuery({
    queryKey: ["reconciliation", "result", id],
    queryFn: () => readResult(id),
  });
  const result = query.data?.result;
  return (
    <Page
      title={result ? `${result.business_date} ${acquirer(result.acquirer_id)}` : t("recon.result")}
      mark={result && <State group="recon_status" word={result.status} />}
      back={{ to: "/reconciliation/results", text: t("recon.work") }}
      lead={<CopyId id={id} whole />}
      actions={
        result && (
          <Can right="reconciliation_settle">
            <Deeds result={result} />
          </Can>
        )
      }
    >
      <Loaded query={query}>
        {(detail) => (
          <>
            <Section title={t("recon.result")}>
              <Facts
                facts={[
                  {
                    label: "recon.difference",
                    value: <Money fen={detail.result.difference_fen} sign />,
                  },
                  { label: "recon.open_fen", value: <Money fen={detail.result.open_fen} sign /> },
                  {
                    label: "recon.fields",
                    value: <Differing fields={detail.result.fields} />,
                  },
                  { label: "recon.assigned", value: detail.result.assigned_name },
                  { label: "recon.wait_until", value: detail.result.wait_until },
                  {
                    label: "recon.other",
                    value: detail.result.other_id && (
                      <Link to={`/reconciliation/results/${detail.result.other_id}`}>
                        <Mono>{detail.result.other_id}</Mono>
                      </Link>
                    ),
                    hide: !detail.result.other_id,
                  },
                  {
                    label: "recon.payment",
                    value: detail.ours?.payment_id && (
                      <Link to={`/payments/${detail.ours.payment_id}`}>
                        <Mono>{detail.ours.payment_id}</Mono>
                      </Link>
                    ),
                    hide: !detail.ours?.payment_id,
                  },
                ]}
              />
            </Section>
            <Section title={t("recon.sides")} flush>
              <Sides detail={detail} />
            </Section>
            <Section title={t("recon.versions")} flush>
              <Rows
                label={t("recon.versions")}
                rows={detail.versions}
                columns={versions}
                rowKey={(row) => String(row.version)}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
