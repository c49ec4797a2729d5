import type { Merchant } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select, type FormInstance } from "antd";
import { useEffect, useState } from "react";
import { useAcquirers } from "@/panorama/acquirers/use-acquirers";
import { listMerchants, listStores, readMerchant } from "@/panorama/merchants/api";
import { PlaceInput, Two } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { Facts, Mono } from "@/shared/show/show";
import type { BindingRequest } from "./api";

/** The five elements: merchant (with credit code and account of its record), acquirer, place. */
export function BindingFields({ form }: { form: FormInstance<BindingRequest> }) {
  const t = useT();
  const merchantId = Form.useWatch("merchant_id", form);
  const storeId = Form.useWatch("store_id", form);
  const { data: acquirers } = useAcquirers();
  const merchant = useQuery({
    queryKey: ["merchants", merchantId],
    queryFn: () => readMerchant(merchantId),
    enabled: Boolean(merchantId),
  });
  const stores = useQuery({
    queryKey: ["stores", merchantId],
    queryFn: async () => (await listStores(merchantId)).items,
    enabled: Boolean(merchantId),
  });
  const store = stores.data?.find((row) => row.id === storeId);
  useEffect(() => {
    // The position of the chosen store is the proposal; it may still be changed.
    if (store?.place) form.setFieldsValue({ place: store.place });
  }, [store, form]);
  const contracted = new Set(merchant.data?.contracts.map((contract) => contract.acquirer_id));
  const required = [{ required: true, message: t("common.required") }];
  const choices = (acquirers ?? []).filter(
    (acquirer) => contracted.size === 0 || contracted.has(acquirer.institution_id),
  );
  return (
    <>
      <Form.Item name="merchant_id" label={t("terminals.merchant")} rules={required}>
        <MerchantChoice onPick={() => form.resetFields(["store_id"])} />
      </Form.Item>
      {merchant.data && <Elements merchant={merchant.data} />}
      <Two>
        <Form.Item name="store_id" label={t("terminals.store")} rules={required}>
          <Select
            disabled={!merchantId}
            loading={stores.isFetching}
            placeholder={t("terminals.choose_store")}
            options={(stores.data ?? []).map((row) => ({ value: row.id, label: row.name }))}
          />
        </Form.Item>
        <Form.Item name="acquirer_id" label={t("terminals.acquirer")} rules={required}>
          <Select
            options={choices.map((row) => ({
              value: row.institution_id,
              label: `${row.name} ${row.code}`,
            }))}
          />
        </Form.Item>
      </Two>
      <Form.Item
        name="terminal_code"
        label={t("terminals.code")}
        extra={t("terminals.code_rule")}
        rules={[{ pattern: /^[0-9A-Za-z]{8}$/, message: t("terminals.code_rule") }]}
      >
        <Input className="mono" maxLength={8} />
      </Form.Item>
      <Form.Item
        key={store?.id ?? "none"}
        name="place"
        label={t("common.place")}
        extra={t("common.place_rule")}
        rules={required}
      >
        <PlaceInput />
      </Form.Item>
    </>
  );
}

function Elements({ merchant }: { merchant: Merchant }) {
  return (
    <div
      style={{ background: "var(--sunk)", borderRadius: 8, padding: "12px 16px", marginBottom: 18 }}
    >
      <Facts
        facts={[
          { label: "merchants.code", value: <Mono>{merchant.code}</Mono> },
          { label: "merchants.uscc", hide: !merchant.uscc, value: <Mono>{merchant.uscc}</Mono> },
          {
            label: "merchants.responsible_id",
            hide: Boolean(merchant.uscc),
            value: <Mono>{merchant.responsible_id}</Mono>,
          },
          { label: "merchants.settlement", value: <Mono>{merchant.settlement_account}</Mono> },
        ]}
      />
    </div>
  );
}

interface ChoiceProps {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
  onPick?: () => void;
}

/** Finds a merchant by typing. */
export function MerchantChoice({ id, value, onChange, onPick }: ChoiceProps) {
  const t = useT();
  const [text, setText] = useState("");
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ["merchants", "find", settled],
    queryFn: async () =>
      (await listMerchants({ q: settled || undefined, state: "active" }, undefined, 20)).items,
    placeholderData: (old) => old,
  });
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value}
      placeholder={t("terminals.choose_merchant")}
      loading={found.isFetching}
      options={(found.data ?? []).map((row) => ({
        value: row.id,
        label: `${row.short_name || row.name} · ${row.code}`,
      }))}
      onChange={(next: string) => {
        onChange?.(next);
        onPick?.();
      }}
    />
  );
}
