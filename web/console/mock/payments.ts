import type {
  CheckedElement,
  Considered,
  Hop,
  Overview,
  Payment,
  PaymentSummary,
} from "@shancheng/api";
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

/** The way of a payment; one that was given up ends with the acquirer's silence. */
function hopsOf(payment: PaymentSummary): Hop[] {
  const ms = payment.latency_ms ?? 100;
  const lost = payment.state === "reversed" || payment.state === "unknown";
  const parts: [string, number, string][] = [
    ["received", 0, ""],
    ["checked", 0.21, ""],
    ["routed", 0.05, ""],
    ["intended", 3.2, ""],
    ["sent", 0.06, payment.acquirer_name],
    [lost ? "given_up" : "answered", ms, payment.response_code ?? ""],
    ["decided", 0.02, ""],
  ];
  if (payment.state === "approved") parts.push(["booked", 2.4, ""]);
  let at = new Date(payment.received_at).getTime();
  return parts.map(([hop, took, detail]) => {
    at += took;
    const us = Math.round(took * 1000);
    return { at: new Date(at).toISOString(), ms: Math.trunc(took), us, hop, detail };
  });
}

/** The terminal held against its binding: too far away where the payment was declined. */
function checkOf(payment: PaymentSummary): Payment["binding_check"] {
  const far = payment.state === "declined";
  const same = (element: CheckedElement["element"], value: string): CheckedElement => ({
    element,
    bound: value,
    sent: value,
    outcome: "same",
  });
  return {
    verdict: far ? "flagged" : "matched",
    distance_m: far ? 1238 : 38,
    elements: [
      same("serial", payment.serial),
      { element: "acquirer_code", bound: "48026530", outcome: "not_sent" },
      same("merchant_code", payment.merchant_code),
      same("terminal_code", payment.terminal_code),
      { element: "credit_code", bound: "91500103MA0000000X", outcome: "same" },
      { element: "settlement_account", bound: "622202*********0128", outcome: "same" },
      {
        element: "place",
        bound: "29.563010, 106.551557",
        sent: far ? "29.571200, 106.560020" : undefined,
        outcome: far ? "flagged" : "same",
      },
      same("device_type", "04"),
    ],
  };
}

export function whole(payment: PaymentSummary): Payment {
  const { acquirer_id, institution_id, link_id, terminal_code, trace_no, amount_fen } = payment;
  const { acquirer_name, merchant_name, merchant_id } = payment;
  const later = (seconds: number) =>
    new Date(new Date(payment.received_at).getTime() + seconds * 1000).toISOString();
  return {
    ...payment,
    store_name: `${merchant_name}（示例店）`,
    entry_mode: "072",
    binding_check: checkOf(payment),
    routing: {
      acquirer: acquirer_id,
      acquirer_name,
      link: link_id,
      considered: considered.map((line) => ({
        ...line,
        acquirer_name: acquirers.find((row) => row.institution_id === line.acquirer)?.short_name,
      })),
    },
    undone_by: [],
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
              steps: [
                { at: later(9), step: "sent" },
                { at: later(14), step: "sent", code: "00" },
              ],
              response_code: "00",
              note: "",
              amount_fen,
              merchant_name,
              terminal_code,
              trace_no,
              created_at: later(8),
              tried_at: later(14),
              ended_at: later(14),
            },
          ]
        : [],
    hops: hopsOf(payment),
    entries:
      payment.state === "approved"
        ? [
            {
              transfer_id: id("tra"),
              reason: "sale",
              debit: {
                account: id("acc"),
                kind: "acquirer_receivable",
                owner: String(acquirer_id),
                owner_name: acquirer_name,
              },
              credit: {
                account: id("acc"),
                kind: "merchant_payable",
                owner: merchant_id,
                owner_name: merchant_name,
              },
              amount_fen,
              at: payment.answered_at ?? payment.received_at,
            },
          ]
        : [],
  };
}

export function overview(): Overview {
  const step_s = 10;
  const now = Math.floor(Date.now() / 1000 / step_s) * step_s * 1000;
  const series = Array.from({ length: 90 }, (_, index) => {
    const count = Math.round(34 + 8 * Math.sin(index / 9) + random() * 8);
    return {
      at: new Date(now - (89 - index) * step_s * 1000).toISOString(),
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
    since: series[0]?.at ?? ago(15),
    step_s,
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
