// Generated data for development and component tests. Nothing here reaches the build.
import type {
  Acquirer,
  Approval,
  AuditEntry,
  Institution,
  Job,
  LedgerAccount,
  Merchant,
  Overview,
  Payment,
  PaymentSummary,
  Person,
  Route,
  Store,
  Terminal,
} from "@shancheng/api";

/** A small seeded generator, so that every run shows the same. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
const random = seeded(20261122);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const digits = (n: number) => Array.from({ length: n }, () => Math.floor(random() * 10)).join("");
const letters = "0123456789abcdefghjkmnpqrstvwxyz";
export const id = (prefix: string) =>
  `${prefix}_01k${Array.from({ length: 23 }, () => pick(letters.split(""))).join("")}`;
const now = Date.now();
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

export const institutions: Institution[] = [
  [1, "00010000", "重庆分公司", "network_branch"],
  [2, "48026530", "山城银行", "bank"],
  [3, "48016531", "嘉陵支付", "payment_institution"],
  [4, "48036532", "两江商服", "acquirer"],
  [5, "48046533", "云桥软件", "system_vendor"],
].map(([number, code, name, kind]) => ({
  id: number as number,
  code: code as string,
  name: name as string,
  kind: kind as string,
  state: "active",
  created_at: ago(90_000),
}));

const links = { 2: "up", 3: "up", 4: "degraded" } as const;
export const acquirers: Acquirer[] = institutions
  .filter((row) => row.id in links)
  .map((row) => ({
    institution_id: row.id,
    code: row.code,
    name: row.name,
    state: "active",
    policy: {
      serial: "refuse",
      acquirer_code: "refuse",
      merchant_code: "refuse",
      place: "flag",
      distance_max_m: 500,
      place_required_device_types: ["04", "09", "10"],
    },
    links: [
      {
        id: id("lnk"),
        acquirer_id: row.id,
        name: `${row.name} 主用`,
        host: `10.18.0.${row.id}`,
        port: 9080 + row.id,
        dialect: "pos",
        state: "enabled",
        timeout_ms: 15_000,
        health: {
          state: links[row.id as 2],
          since: ago(240),
          rate_per_s: 4.2,
          approval_rate_permille: 972,
          p50_ms: 38,
          p95_ms: 120,
          saf_depth: row.id === 4 ? 3 : 0,
          last_echo_at: ago(0.3),
          timeouts: row.id === 4 ? 12 : 0,
        },
      },
    ],
  }));

const shops = [
  ["洪崖洞老火锅", "5812"],
  ["朝天门百货", "5311"],
  ["观音桥数码港", "5732"],
  ["磁器口麻花铺", "5441"],
  ["南坪大药房", "5912"],
  ["解放碑眼镜行", "8043"],
  ["沙坪坝书城", "5942"],
  ["渝北加油站", "5541"],
  ["北碚温泉酒店", "7011"],
  ["江北鲜果集市", "5499"],
  ["大渡口五金", "5251"],
  ["璧山童装", "5641"],
] as const;
export const merchants: Merchant[] = shops.map(([name, mcc], index) => {
  const micro = index % 5 === 3;
  return {
    id: id("mer"),
    institution_id: 2 + (index % 3),
    code: `80350015${mcc}${String(index + 1).padStart(3, "0")}`,
    name: `重庆${name}${micro ? "" : "有限公司"}`,
    short_name: name,
    kind: micro ? "micro" : index % 4 === 2 ? "sole_trader" : "enterprise",
    uscc: micro ? null : `91500103MA5U${digits(5)}X`,
    responsible_id: micro ? "5001**********1234" : null,
    mcc,
    division_code: pick(["500103", "500105", "500106", "500112"]),
    address: `渝中区示例路 ${index + 1} 号`,
    place: { latitude_e6: 29_563_010 + index * 1310, longitude_e6: 106_551_557 + index * 970 },
    settlement_account: "622202******4567",
    settlement_bank: "山城银行渝中支行",
    phone: "138****5678",
    state: index === 9 ? "suspended" : "active",
    stores_count: 1 + (index % 3),
    terminals_count: 2 + (index % 4),
    contracts: [
      {
        id: id("ctr"),
        merchant_id: "",
        acquirer_id: 2,
        acquirer_name: "山城银行",
        acquirer_merchant_code: `80250015${mcc}001`,
        mode: "own",
        products: ["card", "qr"],
        from: "2026-01-01",
        until: null,
        state: "active",
      },
    ],
    created_at: ago(40_000 - index * 900),
  };
});
export const stores: Store[] = merchants.map((merchant, index) => ({
  id: id("sto"),
  merchant_id: merchant.id,
  merchant_name: merchant.short_name,
  code: "001",
  name: `${merchant.short_name}一店`,
  address: merchant.address,
  division_code: merchant.division_code,
  mcc: merchant.mcc,
  place: merchant.place,
  state: index === 9 ? "suspended" : "active",
}));
export const terminals: Terminal[] = merchants.flatMap((merchant, index) =>
  ["active", index % 3 === 0 ? "registered" : "active"].map((state, n): Terminal => ({
    id: id("trm"),
    institution_id: merchant.institution_id,
    serial: `SC26${String(index * 2 + n).padStart(8, "0")}`,
    device_type: pick(["02", "04", "09"]),
    maker: "江城终端",
    model: pick(["P2000", "A920", "N86"]),
    state,
    terminal_code: state === "active" ? String(10_000_000 + index * 2 + n) : null,
    merchant_id: state === "active" ? merchant.id : null,
    merchant_code: state === "active" ? merchant.code : null,
    merchant_name: state === "active" ? merchant.short_name : null,
    store_id: state === "active" ? (stores[index]?.id ?? null) : null,
    store_name: state === "active" ? (stores[index]?.name ?? null) : null,
    binding:
      state === "active"
        ? {
            id: id("bnd"),
            acquirer_code: "48026530",
            merchant_code: merchant.code,
            credit_code: merchant.uscc ?? "5001**********1234",
            settlement_account: merchant.settlement_account,
            place: merchant.place ?? { latitude_e6: 0, longitude_e6: 0 },
            bound_at: ago(9000),
            leaf_id: id("lef"),
            proof_state: "proven",
          }
        : null,
    keys:
      state === "active" ? { pik_kcv: "A895281C", mak_kcv: "719C22F9", tdk_kcv: "11D4A03B" } : null,
    last_seen_at: state === "active" ? ago(random() * 60) : null,
    opened_at: state === "active" ? ago(9000) : null,
    closed_at: null,
  })),
);

const live = terminals.filter((terminal) => terminal.state === "active");
export function makePayment(minutes: number): PaymentSummary {
  const terminal = pick(live);
  const state = pick([
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
    acquirer_name: acquirer.name,
    link_id: acquirer.links[0]?.id ?? null,
    kind: pick(["sale", "sale", "sale", "sale", "refund", "void"]),
    state,
    amount_fen: Math.round(500 + random() * random() * 300_000),
    currency: "CNY",
    card: `62220${digits(1)}******${digits(4)}`,
    card_bin: "622202",
    merchant_id: terminal.merchant_id ?? "",
    merchant_code: terminal.merchant_code ?? "",
    merchant_name: terminal.merchant_name ?? "",
    store_id: terminal.store_id,
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
    original_payment_id: null,
  };
}
export const payments: PaymentSummary[] = Array.from({ length: 120 }, (_, index) =>
  makePayment(index * 2.3),
);

export function whole(payment: PaymentSummary): Payment {
  const ms = payment.latency_ms ?? 100;
  const start = new Date(payment.received_at).getTime();
  const parts: [string, number, string][] = [
    ["received", 1, "TCP 8583 · TPDU 6000030000"],
    ["decoded", 1, "0200 · MAC 通过"],
    ["binding", 1, "序列号、收单机构、商户一致；距离 38 米"],
    ["routed", 1, "规则「山城卡本行」"],
    ["recorded", 4, "意图落库"],
    ["sent", ms - 14, payment.acquirer_name ?? ""],
    ["answered", 1, `F39=${payment.response_code ?? "—"}`],
    ["booked", 4, "2 笔记账"],
    ["replied", 1, "0210"],
  ];
  let at = start;
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
    routing: {
      acquirer: payment.acquirer_name,
      link: "主用",
      considered: [
        { route: "大额专线", outcome: "rejected", reason: "金额低于 10 000.00 元" },
        {
          route: "山城卡本行",
          outcome: "chosen",
          reason: "卡 BIN 622202 命中 622200–622299，商户与山城银行有生效协议",
        },
        { route: "默认", outcome: "passed_over", reason: "优先级较低" },
      ],
    },
    reversals:
      payment.state === "reversed"
        ? [
            {
              id: id("rev"),
              payment_id: payment.id,
              link_id: "",
              link_name: "主用",
              state: "acknowledged",
              reason: "98",
              tries: 2,
              amount_fen: payment.amount_fen,
              created_at: payment.received_at,
            },
          ]
        : [],
    hops: parts.map(([hop, took, detail]) => {
      const entry = { at: new Date(at).toISOString(), ms: took, hop, detail };
      at += took;
      return entry;
    }),
    entries:
      payment.state === "approved"
        ? [
            {
              transfer_id: id("tra"),
              debit: id("acc"),
              credit: id("acc"),
              amount_fen: payment.amount_fen,
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
    at: new Date().toISOString(),
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
      name: row.name,
      link_state: row.links[0]?.health?.state ?? "down",
      rate_per_s: 1 + random() * 2,
      approval_rate_permille: 960 + Math.round(random() * 30),
      p95_ms: Math.round(80 + random() * 200),
      saf_depth: row.links[0]?.health?.saf_depth ?? 0,
    })),
    recent: payments.slice(0, 20),
  };
}

export const routes: Route[] = [
  {
    id: id("rte"),
    name: "大额专线",
    priority: 10,
    state: "active",
    acquirer_id: 2,
    acquirer_name: "山城银行",
    link_id: null,
    version: 3,
    created_by: "王运营",
    approved_by: "李风控",
    conditions: {
      bin_ranges: [],
      mccs: [],
      amount_min_fen: 1_000_000,
      weekdays: [],
      kinds: ["sale"],
    },
  },
  {
    id: id("rte"),
    name: "山城卡本行",
    priority: 50,
    state: "active",
    acquirer_id: 2,
    acquirer_name: "山城银行",
    link_id: null,
    version: 1,
    created_by: "王运营",
    approved_by: "李风控",
    conditions: {
      bin_ranges: [{ low: "622200", high: "622299" }],
      mccs: ["5812", "5411"],
      weekdays: [],
      kinds: [],
    },
  },
  {
    id: id("rte"),
    name: "默认",
    priority: 999,
    state: "active",
    acquirer_id: 3,
    acquirer_name: "嘉陵支付",
    link_id: null,
    version: 1,
    created_by: "王运营",
    approved_by: null,
    conditions: { bin_ranges: [], mccs: [], weekdays: [], kinds: [] },
  },
];
export const approvals: Approval[] = [
  {
    id: id("apr"),
    institution_id: 1,
    kind: "route.change",
    target: routes[1]?.id ?? "",
    state: "pending",
    requested_by: id("per"),
    requested_by_name: "王运营",
    requested_at: ago(12),
    before: { priority: 50, acquirer_id: 2, conditions: { mccs: ["5812", "5411"] } },
    payload: { priority: 40, acquirer_id: 3, conditions: { mccs: ["5812"] } },
  },
];
export const audit: AuditEntry[] = Array.from({ length: 30 }, (_, index) => ({
  id: id("aud"),
  at: ago(index * 17),
  institution_id: 1,
  actor: id("per"),
  actor_name: pick(["王运营", "李风控", "赵管理"]),
  action: pick(["terminal.activate", "merchant.change", "sign-in", "route.request"]),
  target: pick(terminals).id,
  detail: { state: { from: "bound", to: "active" } },
}));
export const people: Person[] = ["王运营", "李风控", "赵管理", "陈审计"].map((name, index) => ({
  id: id("per"),
  institution_id: 1,
  login: `${["ops", "risk", "admin", "audit"][index]}@network`,
  name,
  roles: [["operations", "risk_officer", "network_admin", "auditor"][index] ?? ""],
  state: "active",
  totp: index % 2 === 0,
  last_sign_in_at: ago(index * 300),
  created_at: ago(90_000),
}));
export const jobs: Job[] = Array.from({ length: 12 }, (_, index) => ({
  id: id("job"),
  kind: pick(["webhook.deliver", "import.check", "evidence.integrate"]),
  key: null,
  state: index === 2 ? "dead" : "done",
  tries: index === 2 ? 16 : 1,
  tries_max: 16,
  payload: { webhook: id("whk"), event: id("evt") },
  last_error: index === 2 ? "connect: connection refused (os error 111)" : null,
  run_at: ago(index * 9),
  created_at: ago(index * 9 + 1),
  finished_at: ago(index * 9),
}));
export const accounts: LedgerAccount[] = merchants.slice(0, 8).map((merchant) => {
  const credits = Math.round(random() * 90_000_000);
  return {
    id: id("acc"),
    institution_id: 2,
    kind: "merchant_payable",
    owner: merchant.id,
    name: `应付 ${merchant.short_name}`,
    debits_posted_fen: 0,
    credits_posted_fen: credits,
    debits_pending_fen: 0,
    credits_pending_fen: 0,
    balance_fen: credits,
    opened_at: ago(9000),
  };
});
