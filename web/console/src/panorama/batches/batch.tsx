import type { TerminalBatch } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";

import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Facts, Money, Mono, State, Time, Word } from "@/shared/show/show";
import { readBatch, resolveBatch } from "./api";
import { batchNo, gapFen } from "./batches";

type Difference = TerminalBatch["differences"][number];
interface Side {
  key: "debit" | "credit";
  theirs: Sum;
  ours: Sum;
}
interface Sum {
  fen: number;
  count: number;
}

export default function BatchPage() {
  const t = useT();
  const client = useQueryClient();
  const { can } = useSession();
  const { terminal = "", batch = "" } = useParams();
  const number = Number(batch);
  const query = useQuery({
    queryKey: ["batches", terminal, number],
    queryFn: () => readBatch(terminal, number),
  });
  const open = query.data?.state === "uploading" || query.data?.state === "differing";
  return (
    <Page
      title={query.data ? `${query.data.terminal_code} · ${batchNo(number)}` : t("batches.title")}
      mark={query.data && <State group="batch_state" word={query.data.state} />}
      back={{ to: "/batches", text: t("batches.title") }}
      actions={
        open &&
        can("reversals_write") && (
          <ConfirmButton
            type="primary"
            text={t("batches.resolve")}
            title={t("batches.resolve_title")}
            note="required"
            act={async (note) => {
              await resolveBatch(terminal, number, note);
              await client.invalidateQueries({ queryKey: ["batches"] });
            }}
          >
            {t("batches.resolve_text")}
          </ConfirmButton>
        )
      }
    >
      <Loaded query={query}>{(found) => <Content batch={found} />}</Loaded>
    </Page>
  );
}

function Content({ batch }: { batch: TerminalBatch }) {
  const t = useT();
  const { terminal_sums: theirs, our_sums: ours } = batch;
  const sides: Side[] = [
    {
      key: "debit",
      theirs: { fen: theirs.debit_fen, count: theirs.debit_count },
      ours: { fen: ours.debit_fen, count: ours.debit_count },
    },
    {
      key: "credit",
      theirs: { fen: theirs.credit_fen, count: theirs.credit_count },
      ours: { fen: ours.credit_fen, count: ours.credit_count },
    },
  ];
  const sum = ({ fen, count }: Sum) => (
    <span className="nowrap">
      <Money fen={fen} /> <span className="quiet">{t("batches.of_count", { count })}</span>
    </span>
  );
  const sums: Column<Side>[] = [
    { key: "side", title: "common.kind", card: "title", cell: (row) => t(`batches.${row.key}`) },
    {
      key: "theirs",
      title: "batches.theirs",
      align: "right",
      card: "sub",
      cell: (row) => sum(row.theirs),
    },
    {
      key: "ours",
      title: "batches.ours",
      align: "right",
      card: "value",
      cell: (row) => sum(row.ours),
    },
  ];
  const columns: Column<Difference>[] = [
    {
      key: "trace",
      title: "batches.trace",
      card: "title",
      cell: (row) => <Mono>{batchNo(row.trace_no)}</Mono>,
    },
    {
      key: "kind",
      title: "batches.difference",
      card: "sub",
      cell: (row) => <Word group="batch_difference" word={row.kind} />,
    },
    {
      key: "theirs",
      title: "batches.theirs",
      align: "right",
      cell: (row) => <Money fen={row.terminal_fen} />,
    },
    {
      key: "ours",
      title: "batches.ours",
      align: "right",
      card: "value",
      cell: (row) => <Money fen={row.ours_fen} />,
    },
  ];
  return (
    <>
      <Section>
        <Facts
          facts={[
            { label: "batches.merchant", value: <Mono>{batch.merchant_code}</Mono> },
            {
              label: "batches.terminal",
              value: (
                <Link to={`/terminals/${batch.terminal_id}`}>
                  <Mono>{batch.terminal_code}</Mono>
                </Link>
              ),
            },
            { label: "batches.batch", value: <Mono>{batchNo(batch.batch_no)}</Mono> },
            { label: "batches.at", value: <Time at={batch.created_at} /> },
            { label: "batches.gap", value: <Money fen={gapFen(batch)} /> },
            { label: "batches.resolution", hide: !batch.note, value: batch.note },
            { label: "batches.by", hide: !batch.resolved_by, value: batch.resolved_by },
          ]}
        />
        <Link to={`/payments?terminal=${batch.terminal_id}`}>{t("batches.payments")}</Link>
      </Section>
      <Section title={t("batches.sums")} flush>
        <Rows label={t("batches.sums")} rows={sides} columns={sums} rowKey={(row) => row.key} />
      </Section>
      <Section title={t("batches.differences")} flush={batch.differences.length > 0}>
        {batch.differences.length > 0 ? (
          <Rows
            label={t("batches.differences")}
            rows={batch.differences}
            columns={columns}
            rowKey={(row) => String(row.trace_no)}
          />
        ) : (
          <p className="quiet">
            {t(
              batch.state === "uploading"
                ? "batches.differences_later"
                : "batches.differences_empty",
            )}
          </p>
        )}
      </Section>
    </>
  );
}
