import type { Considered, Hop, Overview, Payment, PaymentSummary } from "@shancheng/api";
import { acquirers, links, terminals } from "./parties";
import { ago, digits, id, pick, random } from "./seed";

const live = terminals.filter((terminal) => terminal.state === "active");
export function makePayment(minutes: number): PaymentSummary {
  const terminal = pick(live);
  const state = pick<PaymentSummary["state"]>([
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "declined",
    "reversed",
    "unknown",
  ]);
  const acquirer = pick(acquirers);
  const ms = Math.round(28 + random() * random() * 400);
  const at = ago(minutes);
  return {
    id: id("pay"),
    institution_id: terminal.institution_id,
    acquirer_id: acquirer.institution_id,
    acquirer_name: acquirer.short_name,
    link_id: acquirer.links[0]?.id ?? "",
    kind: pick<PaymentSummary["kind"]>(["sale", "sale", "sale", "sale", "refund", "void"]),
    state,
    amount_fen: Math.round(500 + random() * random() * 300_000),
    currency: "CNY",
    card: `62220${digits(1)}******${digits(4)}`,
    card_bin: "622202",
    merchant_id: terminal.merchant_id ?? "",
    merchant_code: terminal.merchant_code ?? "",
    merchant_name: terminal.merchant_name ?? "",
    store_id: terminal.store_id ?? "",
    terminal_id: terminal.id,
    terminal_code: terminal.terminal_code ?? "",
    serial: terminal.serial,
    mcc: "5812",
    trace_no: digits(6),
    batch_no: "000123",
    reference_no: digits(12),
    authorization_code: state === "approved" ? digits(6) : null,
    response_code: state === "approved" ? "00" : state === "declined" ? "51" : null,
    response_text: state === "approved" ? "交易成功" : state === "declined" ? "余额不足" : null,
    received_at: at,
    answered_at: new Date(new Date(at).getTime() + ms).toISOString(),
    latency_ms: ms,
  };
}
export const payments: PaymentSummary[] = Array.from({ length: 120 }, (_, index) =>
  makePayment(index * 2.3),
);

const considered: Considered[] = [
  {
    route: id("rte"),
    name: "大额专线",
    acquirer: 2,
    outcome: "not_matching",
    reason: "amount_too_low",
  },
  { route: id("rte"), name: "山城卡本行", acquirer: 2, outcome: "chosen", reason: "longest_bin" },
  { name: "协议", acquirer: 3, outcome: "outranked", reason: "outranked" },
];
/** What a dry run of the routes answers. */
export const dryRun = {
  acquirer: 2,
  acquirer_name: "山城银行",
  link: links[0]?.id,
  acquirer_merchant_code: "802500155812001",
  route: considered[1]?.route,
  considered,
};

export function whole(payment: PaymentSummary): Payment {
  const ms = payment.latency_ms ?? 100;
  const start = new Date(payment.received_at).getTime();
  const parts: [string, number, string][] = [
    ["received", 0, "TPDU 6000030000"],
    ["decided", 2, ""],
    ["recorded", 4, ""],
    ["sent", 1, payment.acquirer_name],
    ["answered", ms - 11, payment.response_code ?? ""],
    ["committed", 4, ""],
  ];
  let at = start;
  const hops = parts.map(([hop, took, detail]): Hop => {
    at += took;
    return { at: new Date(at).toISOString(), ms: took, us: took * 1000, hop, detail };
  });
  const { acquirer_id, institution_id, link_id, terminal_code, trace_no, amount_fen } = payment;
  return {
    ...payment,
    binding_check:
      payment.state === "declined"
        ? {
            verdict: "flagged",
            differences: [
              {
                element: "place",
                bound: "29.563010, 106.551557",
                sent: "29.571200, 106.560020",
                action: "flag",
              },
            ],
            distance_m: 1238,
          }
        : { verdict: "matched", differences: [], distance_m: 38 },
    routing: { acquirer: acquirer_id, link: link_id, considered },
    reversals:
      payment.state === "reversed"
        ? [
            {
              id: id("rev"),
              payment_id: payment.id,
              institution_id,
              acquirer_id,
              link_id,
              state: "acknowledged",
              reason: "98",
              tries: 2,
              response_code: "00",
              note: "",
              amount_fen,
              terminal_code,
              trace_no,
              created_at: payment.received_at,
            },
          ]
        : [],
    hops,
    entries:
      payment.state === "approved"
        ? [
            {
              transfer_id: id("tra"),
              debit: id("acc"),
              credit: id("acc"),
              amount_fen,
              at: payment.answered_at ?? payment.received_at,
            },
          ]
        : [],
  };
}

export function overview(): Overview {
  const series = Array.from({ length: 60 }, (_, index) => {
    const count = Math.round(180 + 60 * Math.sin(index / 7) + random() * 40);
    return {
      at: ago(60 - index),
      count,
      approved: Math.round(count * (0.95 + random() * 0.04)),
      p95_ms: Math.round(110 + 40 * Math.sin(index / 5) + random() * 30),
    };
  });
  return {
    rate_per_s: 3.4 + random(),
    count: 12_480,
    approved: 12_110,
    declined: 338,
    unknown: 32,
    approval_rate_permille: 970,
    p50_ms: 41,
    p95_ms: 128,
    p99_ms: 302,
    series,
    acquirers: acquirers.map((row) => ({
      id: row.institution_id,
      name: row.short_name,
      link_state: "up",
      rate_per_s: 1 + random() * 2,
      approval_rate_permille: 960 + Math.round(random() * 30),
      p95_ms: Math.round(80 + random() * 200),
      saf_depth: row.institution_id === 4 ? 3 : 0,
    })),
    recent: payments.slice(0, 20),
  };
}
