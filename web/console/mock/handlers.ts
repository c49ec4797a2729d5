import type { Job, Me, PaymentSummary, Session, TrialBalance } from "@shancheng/api";
import { HttpResponse, http } from "msw";
import * as data from "./data";
import { right } from "@/shared/i18n/words/rights";

const api = (path: string) => `*/api/v1/${path}`;
const page = (items: unknown[], url: string) => {
  const query = new URL(url).searchParams;
  const from = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  const next = from + limit < items.length ? String(from + limit) : undefined;
  return HttpResponse.json({ items: items.slice(from, from + limit), next });
};
const missing = () => problem(404, "missing", "no such thing");
const one = (item: unknown) => (item ? HttpResponse.json(item) : missing());
export const problem = (status: number, code: string, detail: string, field?: string) =>
  HttpResponse.json(
    { title: code, status, code, detail, field, request_id: "req_01kmock" },
    { status, headers: { "content-type": "application/problem+json" } },
  );

const session = (number: number, agent: string): Session => ({
  id: `ses_${number}`,
  institution_id: 1,
  person_id: data.people[2]?.id ?? "",
  address: `10.0.0.${number}`,
  agent,
  created_at: new Date().toISOString(),
  last_seen_at: new Date().toISOString(),
  idle_until: new Date().toISOString(),
  expires_at: new Date().toISOString(),
});
const sessions = [
  session(8, "Mozilla/5.0 (Windows NT 10.0) Chrome/156"),
  session(9, "Mozilla/5.0 (iPhone) Safari/604"),
];
const [network] = data.institutions;
const person = data.people[2];
if (!network || !person || !sessions[0]) throw new Error("the generated data lacks its first rows");

export const me: Me = {
  person,
  institution: network,
  roles: ["network_admin"],
  rights: Object.keys(right) as Me["rights"],
  network: true,
  session: sessions[0],
};
let signedIn = true;

function matches(row: Record<string, unknown>, query: URLSearchParams): boolean {
  for (const name of ["state", "kind", "merchant_id", "terminal_id"]) {
    const wanted = query.get(name.replace("_id", ""));
    if (wanted && name in row && row[name] !== wanted) return false;
  }
  const q = query.get("q");
  return !q || JSON.stringify(Object.values(row)).includes(q);
}
const list =
  (rows: readonly object[]) =>
  ({ request }: { request: Request }) => {
    const query = new URL(request.url).searchParams;
    return page(
      rows.filter((row) => matches(row as Record<string, unknown>, query)),
      request.url,
    );
  };

function stream() {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (name: string, value: unknown) =>
        controller.enqueue(encoder.encode(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`));
      send("overview", data.overview());
      let ticks = 0;
      timer = setInterval(() => {
        ticks += 1;
        send("payment", data.makePayment(0));
        if (ticks % 3 === 0) send("overview", data.overview());
      }, 900);
    },
    cancel() {
      clearInterval(timer);
    },
  });
  return new HttpResponse(body, { headers: { "content-type": "text/event-stream" } });
}

function trialBalance(day: string): TrialBalance {
  const line = (kind: TrialBalance["lines"][number]["kind"], accounts: number, fen: number) => ({
    kind,
    accounts,
    debits_posted_fen: Math.max(0, -fen),
    credits_posted_fen: Math.max(0, fen),
    debits_pending_fen: 0,
    credits_pending_fen: 0,
    net_fen: fen,
  });
  return {
    institution_id: 1,
    day,
    seq: 40,
    lines: [line("merchant_payable", 12, 42_310_077), line("acquirer_receivable", 3, -42_310_077)],
    total: {
      debits_posted_fen: 42_310_077,
      credits_posted_fen: 42_310_077,
      debits_pending_fen: 0,
      credits_pending_fen: 0,
    },
    balanced: true,
  };
}

const wholeOf = (row: PaymentSummary | undefined) => one(row && data.whole(row));

const wholeJob = (row: Job | undefined) =>
  one(row && { ...row, payload: { webhook: "whk_1" }, result: {}, tries_log: [] });

export const handlers = [
  http.post(api("sign-in"), async ({ request }) => {
    const body = (await request.json()) as { password: string; code?: string };
    if (body.password === "wrong") return problem(401, "sign_in_failed", "wrong");
    if (body.password === "totp" && !body.code) return problem(401, "code_required", "code");
    signedIn = true;
    return HttpResponse.json({ person: me.person });
  }),
  http.post(api("sign-out"), () => {
    signedIn = false;
    return HttpResponse.json({});
  }),
  http.get(api("me"), () =>
    signedIn ? HttpResponse.json(me) : problem(401, "not_signed_in", "no session"),
  ),
  http.get(api("about"), () => HttpResponse.json({ version: "0.0.0", demo: true })),
  http.get(api("codes"), () => HttpResponse.json(data.codes)),
  http.get(api("sessions"), () => HttpResponse.json({ items: sessions, current: sessions[0]?.id })),
  http.post(api("me/totp"), () =>
    HttpResponse.json({
      secret: "JBSWY3DPEHPK3PXP",
      otpauth_url: "otpauth://totp/Shancheng:admin?secret=JBSWY3DPEHPK3PXP&issuer=Shancheng",
    }),
  ),
  http.get(api("overview"), () => HttpResponse.json(data.overview())),
  http.get(api("payments/stream"), stream),
  http.get(api("payments"), list(data.payments)),
  http.get(api("payments/:id"), ({ params }) =>
    wholeOf(data.payments.find((row) => row.id === params["id"]) ?? data.payments[0]),
  ),
  http.get(api("reversals"), ({ request }) =>
    page(
      data.payments
        .filter((row) => row.state === "reversed")
        .flatMap((row) => data.whole(row).reversals),
      request.url,
    ),
  ),
  http.get(api("merchants"), list(data.merchants)),
  http.post(api("merchants"), async ({ request }) => {
    const body = (await request.json()) as { code: string };
    if (body.code === data.merchants[0]?.code)
      return problem(409, "merchant_code_taken", "taken", "code");
    return HttpResponse.json({ ...data.merchants[0], ...body });
  }),
  http.get(api("merchants/:id"), ({ params }) =>
    one(data.merchants.find((row) => row.id === params["id"])),
  ),
  http.get(api("merchants/:id/stores"), ({ params, request }) =>
    page(
      data.stores.filter((row) => row.merchant_id === params["id"]),
      request.url,
    ),
  ),
  http.get(api("merchants/:id/contracts"), ({ params, request }) =>
    page(data.merchants.find((row) => row.id === params["id"])?.contracts ?? [], request.url),
  ),
  http.get(api("terminals"), list(data.terminals)),
  http.post(api("terminals"), async ({ request }) => {
    const body = (await request.json()) as { serial: string };
    if (data.terminals.some((row) => row.serial === body.serial)) {
      return problem(409, "terminal_serial_taken", `serial ${body.serial} is taken`, "serial");
    }
    const made = data.makeRegistered(body.serial);
    data.terminals.push(made);
    return HttpResponse.json(made, { status: 201 });
  }),
  http.get(api("terminals/:id"), ({ params }) =>
    one(data.terminals.find((row) => row.id === params["id"])),
  ),
  http.get(api("terminals/:id/keys"), ({ params }) => HttpResponse.json(data.keysOf(params["id"]))),
  http.post(api("terminals/:id/keys/make"), ({ params }) =>
    HttpResponse.json(data.makeKey(params["id"]), { status: 201 }),
  ),
  http.post(api("terminals/:id/keys/load"), () =>
    problem(422, "key_check_value_wrong", "does not fit", "components[1].check_value"),
  ),
  http.get(api("terminals/:id/history"), () => HttpResponse.json({ items: [] })),
  http.get(api("imports"), () => HttpResponse.json({ items: [] })),
  http.get(api("makers-reports"), () => HttpResponse.json({ items: [] })),
  http.get(api("routes"), list(data.routes)),
  http.post(api("routes/dry-run"), () => HttpResponse.json(data.dryRun)),
  http.get(api("acquirers"), list(data.acquirers)),
  http.get(api("acquirers/:id"), ({ params }) =>
    one(data.acquirers.find((row) => String(row.institution_id) === params["id"])),
  ),
  http.get(api("links"), list(data.links)),
  http.get(api("links/:id/keys"), () => HttpResponse.json({ items: data.zoneKeys })),
  http.post(api("links/:id/keys/load"), () =>
    HttpResponse.json(
      { approval: data.approvals[0]?.id, check_value: "08D7B4FB" },
      { status: 202 },
    ),
  ),
  http.get(api("links/:id/health"), ({ params }) =>
    one(data.healths.find((row) => row.link_id === params["id"])),
  ),
  http.get(api("approvals"), list(data.approvals)),
  http.get(api("approvals/:id"), ({ params }) =>
    one(data.approvals.find((row) => row.id === params["id"])),
  ),
  http.get(api("audit"), list(data.audit)),
  http.get(api("institutions"), list(data.institutions)),
  http.get(api("people"), list(data.people)),
  http.get(api("partners"), () => HttpResponse.json({ items: [] })),
  http.get(api("webhooks"), () => HttpResponse.json({ items: [] })),
  http.get(api("jobs"), list(data.jobs)),
  http.get(api("events/parked"), list([])),
  http.get(api("jobs/:id"), ({ params }) =>
    wholeJob(data.jobs.find((row) => row.id === params["id"])),
  ),
  http.get(api("ledger/accounts"), list(data.accounts)),
  http.get(api("ledger/accounts/:id"), ({ params }) =>
    one(data.accounts.find((row) => row.id === params["id"]) ?? data.accounts[0]),
  ),
  http.get(api("ledger/accounts/:id/statement"), () => HttpResponse.json({ items: [] })),
  http.get(api("ledger/trial-balance"), ({ request }) =>
    HttpResponse.json(trialBalance(new URL(request.url).searchParams.get("day") ?? "")),
  ),
  http.get(api("evidence/checkpoint"), () =>
    HttpResponse.text(
      "shancheng.example/log\n1284\n9ujxkAWt0sTuBO0PbZEmVQcJfI1yPz0gGjZ8vQn0lWk=\n\n— shancheng.example/log w3Hn…",
    ),
  ),
  http.get(api("evidence/key"), () => HttpResponse.text("shancheng.example/log+c371e7+AQ")),
  http.get(api("evidence/leaves"), () => HttpResponse.json({ items: [] })),
];
