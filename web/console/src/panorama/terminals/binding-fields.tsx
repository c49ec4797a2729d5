import type { BindingDraft, Merchant } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select, type FormInstance } from "antd";
import { useEffect } from "react";
import { useAcquirers } from "@/panorama/acquirers/use-acquirers";
import { listStores, readMerchant } from "@/panorama/merchants/api";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { PlaceInput, Two } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { Facts, Mono } from "@/shared/show/show";

/** The five elements: merchant (with credit code and account of its record), acquirer, place. */
export function BindingFields({ form }: { form: FormInstance<BindingDraft> }) {
  const t = useT();
  const merchantId = Form.useWatch("merchant_id", form) ?? undefined;
  const storeId = Form.useWatch("store_id", form);
  const { data: acquirers } = useAcquirers();
  const merchant = useQuery({
    queryKey: ["merchants", merchantId],
    queryFn: () => readMerchant(merchantId ?? ""),
    enabled: Boolean(merchantId),
  });
  const stores = useQuery({
    queryKey: ["stores", merchantId],
    queryFn: () => listStores(merchantId ?? ""),
    enabled: Boolean(merchantId),
  });
  const open = stores.data?.items.filter((row) => row.state === "active") ?? [];
  const store = open.find((row) => row.id === storeId);
  useEffect(() => {
    // The position of the chosen store is the proposal; it may still be changed.
    if (store) {
      const { latitude_e6, longitude_e6 } = store.place;
      form.setFieldsValue({ place: { latitude_e6, longitude_e6 } });
    }
  }, [store, form]);
  const contracts = merchant.data?.contracts.filter((row) => row.state === "active") ?? [];
  const contracted = new Set(contracts.map((contract) => contract.acquirer_id));
  const choices = (acquirers ?? []).filter(
    (acquirer) => !merchant.data || contracted.has(acquirer.institution_id),
  );
  const required = [{ required: true, message: t("common.required") }];
  return (
    <>
      <Form.Item name="merchant_id" label={t("terminals.merchant")} rules={required}>
        <MerchantChoice onPick={() => form.resetFields(["store_id", "acquirer_code"])} />
      </Form.Item>
      {merchant.data && <Elements merchant={merchant.data} />}
      <Two>
        <Form.Item name="store_id" label={t("terminals.store")} rules={required}>
          <Select
            disabled={!merchantId}
            loading={stores.isFetching}
            placeholder={t("terminals.choose_store")}
            options={open.map((row) => ({ value: row.id, label: row.name }))}
          />
        </Form.Item>
        <Form.Item name="acquirer_code" label={t("terminals.acquirer")} rules={required}>
          <Select
            disabled={!merchantId}
            options={choices.map((row) => ({
              value: row.code,
              label: `${row.short_name} ${row.code}`,
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
      {/* A new key makes the input take up the proposal of the newly chosen store. */}
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

/** A draft as the server takes it: what was left empty is left out. */
export function draftOf(values: BindingDraft): BindingDraft {
  return { ...values, terminal_code: values.terminal_code || undefined };
}

function Elements({ merchant }: { merchant: Merchant }) {
  return (
    <div
      style={{
        background: "var(--sunk)",
        borderRadius: 8,
        padding: "12px 16px",
        marginBottom: 18,
      }}
    >
      <Facts
        facts={[
          { label: "merchants.code", value: <Mono>{merchant.code}</Mono> },
          {
            label: "merchants.uscc",
            hide: !merchant.uscc,
            value: <Mono>{merchant.uscc}</Mono>,
          },
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
