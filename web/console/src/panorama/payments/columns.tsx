import type { PaymentSummary } from "@shancheng/api";
import { count } from "@/shared/format";
import { at, coded, named, plain, stated } from "@/shared/list/cells";
import { priced } from "@/shared/list/csv";
import type { Column } from "@/shared/list/data-list";
import { Card, Money } from "@/shared/show/show";

/** Columns of payments wherever they are listed. */
export const paymentColumns: Column<PaymentSummary>[] = [
  {
    key: "at",
    title: "common.time",
    width: 132,
    card: "sub",
    ...at((row) => row.received_at),
  },
  {
    key: "merchant",
    title: "payments.merchant",
    card: "title",
    ...plain((row) => row.merchant_name),
  },
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
    ...priced((row) => (row.kind === "balance_query" ? null : row.amount_fen)),
  },
  {
    key: "state",
    title: "common.state",
    width: 110,
    card: "mark",
    ...stated("payment_state", (row) => row.state),
  },
  {
    key: "kind",
    title: "common.kind",
    width: 100,
    card: "sub",
    ...named("payment_kind", (row) => row.kind),
  },
  {
    key: "card",
    title: "payments.card",
    width: 190,
    card: "sub",
    cell: (row) => <Card card={row.card} />,
    value: (row) => row.card,
  },
  {
    key: "acquirer",
    title: "payments.acquirer",
    card: "sub",
    cell: (row) => <span className="nowrap">{row.acquirer_name || "—"}</span>,
    value: (row) => row.acquirer_name,
  },
  {
    key: "terminal",
    title: "payments.terminal",
    wide: true,
    card: "none",
    ...coded((row) => row.terminal_code),
  },
  {
    key: "reference",
    title: "payments.reference",
    wide: true,
    card: "none",
    ...coded((row) => row.reference_no),
  },
  {
    key: "latency",
    title: "payments.latency",
    align: "right",
    width: 96,
    card: "sub",
    cell: (row) => <Latency ms={row.latency_ms} />,
    value: (row) => row.latency_ms,
  },
];

export function Latency({ ms }: { ms: number | null | undefined }) {
  if (ms === null || ms === undefined) return <span className="quiet">—</span>;
  return <span className="tabular nowrap">{count(ms)} ms</span>;
}
