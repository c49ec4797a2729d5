import { Link } from "react-router";
import { useInstitutionName } from "@/identity/institutions/institution-field";
import { sections } from "@/shared/i18n/words";
import { useWord } from "@/shared/i18n";
import type { Right } from "@/shared/i18n/words/rights";
import { useSession } from "@/shared/session/session";
import { CopyId } from "./show";

/** Where a thing has a page, and the right that its page asks for. */
const pages: Record<string, [path: string, right: Right]> = {
  acc: ["/ledger/accounts/", "ledger_read"],
  apr: ["/approvals/", "approvals_read"],
  imp: ["/imports/", "merchants_read"],
  job: ["/jobs/", "jobs_read"],
  mer: ["/merchants/", "merchants_read"],
  par: ["/partners/", "partners_read"],
  pay: ["/payments/", "payments_read"],
  rcd: ["/reconciliation/results/", "reconciliation_read"],
  rcy: ["/reconciliation/", "reconciliation_read"],
  rep: ["/makers-reports/", "terminals_read"],
  trm: ["/terminals/", "terminals_read"],
  whk: ["/webhooks/", "webhooks_read"],
};

/** What something was done to: its kind in words, with the way to its page where it has one. */
export function Subject({ id, whole }: { id: string | null | undefined; whole?: boolean }) {
  const word = useWord();
  const { can } = useSession();
  const institution = useInstitutionName();
  if (!id) return <span className="quiet">—</span>;
  if (/^\d{1,9}$/.test(id)) return <>{institution(Number(id))}</>;
  const prefix = id.slice(0, 3);
  const known = id[3] === "_" && prefix in sections.thing;
  const page = known ? pages[prefix] : undefined;
  const kind = known && word("thing", prefix);
  return (
    <span className="nowrap">
      {kind && (page && can(page[1]) ? <Link to={`${page[0]}${id}`}>{kind}</Link> : kind)}{" "}
      <CopyId id={id} whole={whole} />
    </span>
  );
}
