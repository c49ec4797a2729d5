import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useT } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { listContracts } from "./api";

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (id: string | undefined) => void;
  /** Whose contracts there are to choose from. */
  merchant: string | undefined;
}

/** A merchant's contract with the person's own institution. */
export function ContractChoice({ id, value, onChange, merchant }: Props) {
  const t = useT();
  const { me } = useSession();
  const found = useQuery({
    queryKey: ["contracts", "choice", merchant],
    queryFn: () => listContracts(merchant ?? ""),
    enabled: Boolean(merchant),
  });
  const own = (found.data?.items ?? []).filter((row) => row.acquirer_id === me.institution.id);
  const options = own.map((row) => ({
    value: row.id,
    label: `${row.acquirer_merchant_code} · ${row.from}`,
  }));
  // A rule that is changed may be of a merchant that nobody has chosen here.
  const kept = value && !options.some((one) => one.value === value);
  return (
    <Select
      id={id}
      allowClear
      value={value ?? undefined}
      placeholder={t(merchant ? "fees.contract_choose" : "fees.contract_first")}
      loading={found.isFetching}
      options={kept ? [{ value, label: value }, ...options] : options}
      notFoundContent={t("fees.contract_none")}
      onChange={(next: string | undefined) => onChange?.(next)}
    />
  );
}
