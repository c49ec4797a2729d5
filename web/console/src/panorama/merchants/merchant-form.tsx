import type { Merchant } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, Segmented } from "antd";
import { FormDrawer, Legend, PlaceInput, Two } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { changeMerchant, createMerchant } from "./api";

interface Props {
  open: boolean;
  merchant?: Merchant;
  onClose: () => void;
  onSaved?: (merchant: Merchant) => void;
}

/** Values as the form keeps them; secrets are sent only when typed. */
type Values = Partial<Omit<Merchant, "contracts">>;

const secrets = ["responsible_id", "settlement_account", "phone"] as const;

export function MerchantForm({ open, merchant, onClose, onSaved }: Props) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const required = [{ required: true, whitespace: true, message: t("common.required") }];
  const initial: Values = merchant
    ? { ...merchant, responsible_id: undefined, settlement_account: undefined, phone: undefined }
    : { kind: "enterprise" };

  const send = async (values: Values) => {
    const body: Values = { ...values };
    for (const name of secrets) if (!body[name]) delete body[name];
    const saved = merchant ? await changeMerchant(merchant.id, body) : await createMerchant(body);
    await client.invalidateQueries({ queryKey: ["merchants"] });
    onSaved?.(saved);
  };

  return (
    <FormDrawer<Values>
      open={open}
      title={t(merchant ? "merchants.edit" : "merchants.new")}
      initial={initial}
      send={send}
      onClose={onClose}
      width={620}
    >
      {(form) => (
        <>
          <Form.Item name="kind" label={t("merchants.kind")} hidden={Boolean(merchant)}>
            <Segmented
              block
              options={["enterprise", "sole_trader", "micro"].map((value) => ({
                value,
                label: word("merchant_kind", value),
              }))}
            />
          </Form.Item>
          <Form.Item name="name" label={t("merchants.name")} rules={required}>
            <Input maxLength={100} />
          </Form.Item>
          <Two>
            <Form.Item name="short_name" label={t("merchants.short_name")} rules={required}>
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item
              name="code"
              label={t("merchants.code")}
              extra={t("merchants.code_rule")}
              rules={[{ required: true, pattern: /^\d{15}$/, message: t("merchants.code_rule") }]}
            >
              <Input className="mono" maxLength={15} disabled={Boolean(merchant)} />
            </Form.Item>
          </Two>
          <Form.Item noStyle shouldUpdate={(old, now) => old.kind !== now.kind}>
            {() =>
              form.getFieldValue("kind") === "micro" ? (
                <Form.Item
                  name="responsible_id"
                  label={t("merchants.responsible_id")}
                  extra={t(merchant ? "merchants.keep_masked" : "merchants.responsible_rule")}
                  rules={merchant ? [] : required}
                >
                  <Input className="mono" maxLength={18} autoComplete="off" />
                </Form.Item>
              ) : (
                <Form.Item
                  name="uscc"
                  label={t("merchants.uscc")}
                  extra={t("merchants.uscc_rule")}
                  rules={required}
                >
                  <Input className="mono" maxLength={18} disabled={Boolean(merchant?.uscc)} />
                </Form.Item>
              )
            }
          </Form.Item>
          <Legend>{t("common.address")}</Legend>
          <Two>
            <Form.Item name="mcc" label={t("common.mcc")} rules={required}>
              <Input className="mono" maxLength={4} inputMode="numeric" />
            </Form.Item>
            <Form.Item name="division_code" label={t("common.division")} rules={required}>
              <Input className="mono" maxLength={6} inputMode="numeric" placeholder="500103" />
            </Form.Item>
          </Two>
          <Form.Item name="address" label={t("common.address")} rules={required}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item
            name="place"
            label={t("common.place")}
            extra={t("common.place_rule")}
            rules={[{ required: true, message: t("common.required") }]}
          >
            <PlaceInput />
          </Form.Item>
          <Legend>{t("merchants.settlement_title")}</Legend>
          <Form.Item name="settlement_bank" label={t("merchants.settlement_bank")} rules={required}>
            <Input maxLength={100} />
          </Form.Item>
          <Two>
            <Form.Item
              name="settlement_account"
              label={t("merchants.settlement")}
              extra={merchant && t("merchants.keep_masked")}
              rules={merchant ? [] : required}
            >
              <Input
                className="mono"
                maxLength={32}
                autoComplete="off"
                placeholder={merchant?.settlement_account}
              />
            </Form.Item>
            <Form.Item
              name="phone"
              label={t("merchants.phone")}
              extra={merchant && t("merchants.keep_masked")}
              rules={merchant ? [] : required}
            >
              <Input
                className="mono"
                maxLength={20}
                inputMode="tel"
                placeholder={merchant?.phone}
              />
            </Form.Item>
          </Two>
        </>
      )}
    </FormDrawer>
  );
}
