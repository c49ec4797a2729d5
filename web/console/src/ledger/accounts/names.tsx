import type { LedgerAccount } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useInstitutionName } from "@/identity/institutions/institution-field";
import { readMerchant } from "@/panorama/merchants/api";
import { idShort } from "@/shared/format";
import { useWord } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { CopyId } from "@/shared/show/show";
import { readAccount } from "./api";

/** Between the name and the number of an owner in the name of his account. */
const BETWEEN = " · ";

/**
 * Whose account it is: a merchant or an institution, by name and number as the account has them.
 * The link leads to the merchant, whatever his name is today.
 */
export function Owner({ account }: { account: Pick<LedgerAccount, "owner" | "name"> }) {
  const { owner, name } = account;
  const { can } = useSession();
  const institution = useInstitutionName();
  if (/^\d+$/.test(owner)) return <>{institution(Number(owner))}</>;
  const [short, number] = name.split(BETWEEN);
  const text = number ? short : idShort(owner);
  return (
    <>
      {owner.startsWith("mer_") && can("merchants_read") ? (
        <Link to={`/merchants/${owner}`} className={number ? undefined : "mono"}>
          {text}
        </Link>
      ) : (
        text
      )}
      {number && <div className="quiet mono">{number}</div>}
    </>
  );
}

/** A merchant by its short name, with the way to its page. */
export function MerchantName({ id }: { id: string }) {
  const { can } = useSession();
  const reads = can("merchants_read");
  const { data } = useQuery({
    queryKey: ["merchants", id],
    queryFn: () => readMerchant(id),
    enabled: reads,
    staleTime: 60_000,
  });
  if (!reads) return <CopyId id={id} />;
  return (
    <Link to={`/merchants/${id}`} className={data ? undefined : "mono"}>
      {data?.short_name ?? idShort(id)}
    </Link>
  );
}

/** An account by the name it was opened with; by its owner where it was opened with none. */
export function AccountName({ account }: { account: LedgerAccount }) {
  const institution = useInstitutionName();
  if (account.name) return <>{account.name}</>;
  if (/^\d+$/.test(account.owner)) return <>{institution(Number(account.owner))}</>;
  return <span className="mono">{idShort(account.owner)}</span>;
}

/** An account by its kind and owner; the end of its id for whoever may not read the ledger. */
export function AccountLink({ id }: { id: string }) {
  const word = useWord();
  const { can } = useSession();
  const reads = can("ledger_read");
  const { data } = useQuery({
    queryKey: ["ledger-accounts", id, undefined],
    queryFn: () => readAccount(id),
    enabled: reads,
    staleTime: 60_000,
  });
  if (!reads) return <CopyId id={id} />;
  return (
    <>
      <Link to={`/ledger/accounts/${id}`} className={data ? undefined : "mono"}>
        {data ? word("account_kind", data.kind) : idShort(id)}
      </Link>
      {data && (
        <div className="quiet">
          <Owner account={data} />
        </div>
      )}
    </>
  );
}
