import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useInstitutionName } from "@/identity/institutions/institution-field";
import { readMerchant } from "@/panorama/merchants/api";
import { idShort } from "@/shared/format";
import { useWord } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { CopyId } from "@/shared/show/show";
import { readAccount } from "./api";

/**
 * Whose account it is: a merchant or an institution, by name. `brief` shows a merchant's id
 * instead, where a list would ask for every one of them.
 */
export function Owner({ owner, brief }: { owner: string; brief?: boolean }) {
  const { can } = useSession();
  const institution = useInstitutionName();
  const merchant = owner.startsWith("mer_") && can("merchants_read");
  const { data } = useQuery({
    queryKey: ["merchants", owner],
    queryFn: () => readMerchant(owner),
    enabled: merchant && !brief,
    staleTime: 60_000,
  });
  if (/^\d+$/.test(owner)) return <>{institution(Number(owner))}</>;
  if (!merchant) return <CopyId id={owner} />;
  return (
    <Link to={`/merchants/${owner}`} className={data ? undefined : "mono"}>
      {data?.short_name ?? idShort(owner)}
    </Link>
  );
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
          <Owner owner={data.owner} />
        </div>
      )}
    </>
  );
}
