import type { Approval, AuditEntry, Job, LedgerAccount, Person, Route } from "@shancheng/api";
import { links, merchants, terminals } from "./parties";
import { ago, id, pick, random } from "./seed";

function makeRoute(
  name: string,
  priority: number,
  acquirer_id: number,
  conditions: Route["conditions"],
): Route {
  return {
    id: id("rte"),
    institution_id: 1,
    name,
    priority,
    state: "active",
    strategy: "weight",
    targets: [
      {
        acquirer_id,
        link_id: links.find((link) => link.institution_id === acquirer_id)?.id ?? "",
        weight: 100,
      },
    ],
    version: 1,
    created_by: "王运营",
    approved_by: "李风控",
    conditions,
    created_at: ago(9000),
    changed_at: ago(9000),
  };
}
export const routes = [
  makeRoute("大额专线", 10, 2, { amount_min_fen: 1_000_000, kinds: ["sale"] }),
  makeRoute("山城卡本行", 50, 2, {
    bin_ranges: [{ low: "622200", high: "622299" }],
    mccs: ["5812", "5411"],
  }),
  makeRoute("默认", 999, 3, {}),
];
export const approvals: Approval[] = [
  {
    id: id("apr"),
    institution_id: 1,
    kind: "route.change",
    target: routes[1]?.id ?? "",
    state: "pending",
    requested_by: id("per"),
    requested_name: "王运营",
    requested_at: ago(12),
    expires_at: ago(-4000),
    note: "",
    payload: { priority: 40, acquirer_id: 3, conditions: { mccs: ["5812"] } },
  },
];
export const audit = Array.from({ length: 30 }, (_, index): AuditEntry => ({
  id: id("aud"),
  number: 30 - index,
  at: ago(index * 17),
  institution_id: 1,
  actor: id("per"),
  actor_name: pick(["王运营", "李风控", "赵管理"]),
  action: pick(["terminal.activate", "merchant.change", "sign-in", "route.request"]),
  target: pick(terminals).id,
  detail: { state: { from: "bound", to: "active" } },
}));
const staff: [string, string, Person["roles"][number]][] = [
  ["ops", "王运营", "operations"],
  ["risk", "李风控", "risk_officer"],
  ["admin", "赵管理", "network_admin"],
  ["audit", "陈审计", "auditor"],
];
export const people = staff.map(([login, name, role], index): Person => ({
  id: id("per"),
  institution_id: 1,
  login: `${login}@network`,
  name,
  roles: [role],
  state: "active",
  totp: index % 2 === 0,
  must_change_password: false,
  version: 1,
  created_at: ago(90_000),
}));
export const jobs = Array.from({ length: 12 }, (_, index): Job => ({
  id: id("job"),
  institution_id: 1,
  kind: pick(["webhook.deliver", "import.check", "evidence.integrate"]),
  scheduled: false,
  state: index === 2 ? "dead" : "done",
  tries: index === 2 ? 16 : 1,
  steps_done: 0,
  error: index === 2 ? "connect: connection refused (os error 111)" : null,
  due_at: ago(index * 9),
  created_at: ago(index * 9 + 1),
  finished_at: ago(index * 9),
}));
export const accounts = merchants.slice(0, 8).map((merchant): LedgerAccount => {
  const credits_posted_fen = Math.round(random() * 90_000_000);
  return {
    id: id("acc"),
    institution_id: 2,
    kind: "merchant_payable",
    owner: merchant.id,
    name: `${merchant.short_name} · ${merchant.code}`,
    rules: {
      debits_must_not_exceed_credits: true,
      credits_must_not_exceed_debits: false,
      credits_only: false,
      only_to: [],
    },
    created_at: ago(9000),
    balance: {
      debits_posted_fen: 0,
      credits_posted_fen,
      debits_pending_fen: 0,
      credits_pending_fen: 0,
      net_fen: credits_posted_fen,
      seq: 40,
    },
  };
});
