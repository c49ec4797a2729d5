import type { PaymentSummary } from "@shancheng/api";
import type { Column } from "@/shared/list/data-list";
import { Card, Mono, Money, State, Time, Word } from "@/shared/show/show";

/** Columns of payments wherever they are listed. */
export const paymentColumns: Column<PaymentSummary>[] = [
  { key: "at", title: "common.time", width: 132, cell: (row) => <Time at={row.received_at} /> },
  { key: "merchant", title: "payments.merchant", card: "title", cell: (row) => row.merchant_name },
  {
    key: "amount",
    title: "common.amount",
    align: "right",
    width: 120,
    card: "value",
    cell: (row) =>
      row.kind === "balance_query" ? (
        <span className="quiet">—</span>
      ) : (
        <Money fen={row.amount_fen} />
      ),
  },
  {
    key: "state",
    title: "common.state",
    width: 110,
    card: "mark",
    cell: (row) => <State group="payment_state" word={row.state} />,
  },
  {
    key: "kind",
    title: "common.kind",
    width: 100,
    cell: (row) => <Word group="payment_kind" word={row.kind} />,
  },
  { key: "card", title: "payments.card", width: 190, cell: (row) => <Card card={row.card} /> },
  {
    key: "acquirer",
    title: "payments.acquirer",
    cell: (row) => <span className="nowrap">{row.acquirer_name || "—"}</span>,
  },
  {
    key: "terminal",
    title: "payments.terminal",
    wide: true,
    card: "none",
    cell: (row) => <Mono>{row.terminal_code}</Mono>,
  },
  {
    key: "reference",
    title: "payments.reference",
    wide: true,
    card: "none",
    cell: (row) => <Mono>{row.reference_no}</Mono>,
  },
  {
    key: "latency",
    title: "payments.latency",
    align: "right",
    width: 90,
    card: "none",
    cell: (row) => <Latency ms={row.latency_ms} />,
  },
];

export function Latency({ ms }: { ms: number | null | undefined }) {
  if (ms === null || ms === undefined) return <span className="quiet">—</span>;
  return <span className="tabular nowrap">{ms} ms</span>;
}
