import type { Merchant } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useEffect, useState } from "react";
import { useT } from "@/shared/i18n";
import type { PickProps } from "@/shared/list/filter-bar";
import { useSession } from "@/shared/session/session";
import { listMerchants, readMerchant } from "./api";

interface ChoiceProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | undefined) => void;
  onPick?: () => void;
  /** What a screen reader and the empty control say; a form's label does both otherwise. */
  label?: string;
  width?: number | string;
  /** Merchants that are not active too. */
  any?: boolean;
}

const named = (row: Merchant) => ({ value: row.id, label: `${row.short_name} · ${row.code}` });

/** Finds a merchant by typing its name or code. */
export function MerchantChoice(props: ChoiceProps) {
  const { id, value, onChange, onPick, label, width, any } = props;
  const t = useT();
  const [text, setText] = useState("");
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const state = any ? undefined : "active";
  const found = useQuery({
    queryKey: ["merchants", "find", settled, state],
    queryFn: () => listMerchants({ q: settled || undefined, state }, undefined, 20),
    placeholderData: (old) => old,
  });
  const rows = found.data?.items ?? [];
  // What an address or an old rule names need not be among the first twenty.
  const absent = Boolean(value) && !rows.some((row) => row.id === value);
  const chosen = useQuery({
    queryKey: ["merchants", value],
    queryFn: () => readMerchant(value ?? ""),
    enabled: absent && found.isSuccess,
    retry: false,
  });
  const options = [...(absent && chosen.data ? [chosen.data] : []), ...rows].map(named);
  return (
    <Select
      id={id}
      allowClear
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value ?? undefined}
      placeholder={label ?? t("terminals.choose_merchant")}
      loading={found.isFetching}
      options={options}
      popupMatchSelectWidth={false}
      style={{ width }}
      onChange={(next: string | undefined) => {
        onChange?.(next);
        onPick?.();
      }}
    />
  );
}

/** The merchant as a filter of a list; nothing for whoever may not see merchants. */
export function MerchantFilter({ value, onChange, label, block }: PickProps) {
  const { can } = useSession();
  if (!can("merchants_read")) return null;
  return (
    <MerchantChoice
      any
      value={value ?? null}
      onChange={onChange}
      label={label}
      width={block ? "100%" : 190}
    />
  );
}
