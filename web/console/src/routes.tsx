import { lazy, Suspense, type ComponentType, type ReactNode } from "react";
import { Navigate, type RouteObject } from "react-router";
import type { Right } from "./shared/i18n/words/rights";
import { Crashed, MissingPage } from "./shared/page/states";
import { Needs, SignedIn, useSession } from "./shared/session/session";
import { navigation } from "./shared/shell/nav";
import { Shell } from "./shared/shell/shell";

const SignIn = lazy(() => import("./identity/sign-in/sign-in"));

function page(
  path: string,
  right: Right | undefined,
  load: () => Promise<{ default: ComponentType }>,
): RouteObject {
  const Content = lazy(load);
  const element: ReactNode = right ? (
    <Needs right={right}>
      <Content />
    </Needs>
  ) : (
    <Content />
  );
  return { path, element };
}

/** The first page that the person may open. */
function Start() {
  const { can } = useSession();
  const first = navigation.flatMap((group) => group.items).find((item) => can(item.right));
  return <Navigate to={first?.to ?? "/account"} replace />;
}

export const pages: RouteObject[] = [
  {
    path: "/sign-in",
    element: (
      <Suspense fallback={null}>
        <SignIn />
      </Suspense>
    ),
    errorElement: <Crashed />,
  },
  {
    path: "/",
    errorElement: <Crashed />,
    element: (
      <SignedIn>
        <Shell />
      </SignedIn>
    ),
    children: [
      { index: true, element: <Start /> },
      page("overview", "payments_read", () => import("./panorama/overview/overview")),
      page("payments", "payments_read", () => import("./panorama/payments/payments")),
      page("payments/:id", "payments_read", () => import("./panorama/payments/payment")),
      page("reversals", "payments_read", () => import("./panorama/reversals/reversals")),
      page("batches", "payments_read", () => import("./panorama/batches/batches")),
      page("batches/:terminal/:batch", "payments_read", () => import("./panorama/batches/batch")),
      page("merchants", "merchants_read", () => import("./panorama/merchants/merchants")),
      page("merchants/:id", "merchants_read", () => import("./panorama/merchants/merchant")),
      page("terminals", "terminals_read", () => import("./panorama/terminals/terminals")),
      page("terminals/new", "terminals_write", () => import("./panorama/terminals/register")),
      page("terminals/:id", "terminals_read", () => import("./panorama/terminals/terminal")),
      page("sandbox", "sandbox_read", () => import("./panorama/sandbox/sandbox")),
      page("sandbox/requests/:id", "sandbox_read", () => import("./panorama/sandbox/request")),
      page("imports", "merchants_read", () => import("./panorama/imports/imports")),
      page("imports/:id", "merchants_read", () => import("./panorama/imports/import")),
      page(
        "makers-reports",
        "makers_reports_read",
        () => import("./panorama/makers-reports/makers-reports"),
      ),
      page(
        "makers-reports/:id",
        "terminals_read",
        () => import("./panorama/makers-reports/makers-report"),
      ),
      page("routes", "routes_read", () => import("./panorama/routes/routes")),
      page("acquirers", "acquirers_read", () => import("./panorama/acquirers/acquirers")),
      page("acquirers/:id", "acquirers_read", () => import("./panorama/acquirers/acquirer")),
      page("codes", "payments_make", () => import("./panorama/codes/codes")),
      page("codes/:digits", "payments_make", () => import("./panorama/codes/code")),
      page("clearing/days", "clearing_read", () => import("./panorama/clearing/days")),
      page(
        "clearing/days/:institution/:day",
        "clearing_read",
        () => import("./panorama/clearing/day"),
      ),
      page("settlements", "clearing_read", () => import("./panorama/settlements/settlements")),
      page("settlements/:id", "clearing_read", () => import("./panorama/settlements/settlement")),
      page("statement", "clearing_read", () => import("./panorama/settlements/statement")),
      page("holds", "clearing_read", () => import("./panorama/settlements/holds")),
      page("working-days", "clearing_read", () => import("./panorama/settlements/calendar")),
      page("fee-rules", "clearing_read", () => import("./panorama/fees/fees")),
      page("card-bins", "clearing_read", () => import("./panorama/fees/card-bins")),
      page("reconciliation", "reconciliation_read", () => import("./panorama/reconciliation/days")),
      page(
        "reconciliation/results",
        "reconciliation_read",
        () => import("./panorama/reconciliation/results"),
      ),
      page(
        "reconciliation/results/:id",
        "reconciliation_read",
        () => import("./panorama/reconciliation/result"),
      ),
      page(
        "reconciliation/:id",
        "reconciliation_read",
        () => import("./panorama/reconciliation/day"),
      ),
      page("ledger/accounts", "ledger_read", () => import("./ledger/accounts/accounts")),
      page("ledger/accounts/:id", "ledger_read", () => import("./ledger/accounts/account")),
      page(
        "ledger/trial-balance",
        "ledger_read",
        () => import("./ledger/trial-balance/trial-balance"),
      ),
      page("approvals", "approvals_read", () => import("./identity/approvals/approvals")),
      page("approvals/:id", "approvals_read", () => import("./identity/approvals/approval")),
      page("audit", "audit_read", () => import("./identity/audit/audit")),
      page("evidence", "evidence_read", () => import("./evidence/evidence")),
      page(
        "institutions",
        "institutions_read",
        () => import("./identity/institutions/institutions"),
      ),
      page("people", "people_read", () => import("./identity/people/people")),
      page("partners", "partners_read", () => import("./identity/partners/partners")),
      page("partners/:id", "partners_read", () => import("./identity/partners/partner")),
      page("webhooks", "webhooks_read", () => import("./jobs/webhooks/webhooks")),
      page("webhooks/:id", "webhooks_read", () => import("./jobs/webhooks/webhook")),
      page("jobs", "jobs_read", () => import("./jobs/jobs/jobs")),
      page("jobs/:id", "jobs_read", () => import("./jobs/jobs/job")),
      page("account", undefined, () => import("./identity/account/account")),
      { path: "*", element: <MissingPage /> },
    ],
  },
];
