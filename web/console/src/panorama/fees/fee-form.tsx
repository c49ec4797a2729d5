import type { FeeRule, FeeRuleDraft } from "@shancheng/api";
import { Form, Input, Select } from "antd";
import { ContractChoice } from "@/panorama/merchants/contract-choice";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { CodesSelect } from "@/shared/codes/codes";
import { DateInput } from "@/shared/form/date-input";
import { FormDrawer, Two, YuanInput } from "@/shared/form/form-drawer";
import { useAsked } from "@/shared/form/use-asked";
import { useT, useWord } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { changeFeeRule, createFeeRule } from "./api";

const kinds = ["merchant", "issuer", "network", "waiver"];

/** What the form holds: the merchant only leads to its contracts. */
type Values = FeeRuleDraft & { merchant_id?: string };

/** A new fee rule, or another text of one from a day on. */
export function FeeForm({ rule, onClose }: { rule?: FeeRule | "new"; onClose: () => void }) {
  const t = useT();
  const word = useWord();
  const asked = useAsked();
  const { me } = useSession();
  const old = rule === "new" ? undefined : rule;
  const required = [{ required: true, message: t("common.required") }];
  const initial: Partial<Values> = old
    ? {
        kind: old.kind,
        name: old.name,
        card_class: old.card_class ?? undefined,
        contract_id: old.contract_id ?? undefined,
        mccs: old.mccs,
        rate_bp: old.rate_bp ?? undefined,
        cap_fen: old.cap_fen ?? undefined,
        source: old.source,
      }
    : { kind: "merchant" };
  const send = async (values: Values) => {
    const whole: Values = { ...values, mccs: values.mccs ?? [] };
    delete whole.merchant_id;
    const answer = old ? await changeFeeRule(old.id, whole) : await createFeeRule(whole);
    asked(answer.approval);
  };
  const options = (group: string, words: string[]) =>
    words.map((value) => ({ value, label: word(group, value) }));
  return (
    <FormDrawer<Values>
      open={Boolean(rule)}
      title={t(old ? "fees.edit" : "fees.new")}
      initial={initial}
      send={send}
      onClose={onClose}
      fourEyes
    >
      {(form) => (
        <>
          <Two>
            <Form.Item name="kind" label={t("fees.kind")} rules={required}>
              <Select
                disabled={Boolean(old)}
                options={options("fee_kind", me.network ? kinds : ["merchant"])}
              />
            </Form.Item>
            <Form.Item name="name" label={t("fees.name")} rules={required}>
              <Input maxLength={60} />
            </Form.Item>
          </Two>
          <Form.Item noStyle shouldUpdate={(a, b) => a.kind !== b.kind}>
            {() =>
              form.getFieldValue("kind") === "waiver" ? (
                <Form.Item name="mccs" label={t("fees.mccs")} rules={required}>
                  <CodesSelect list="mccs" />
                </Form.Item>
              ) : (
                <Two>
                  <Form.Item name="card_class" label={t("fees.card_class")}>
                    <Select allowClear options={options("card_class", ["debit", "credit"])} />
                  </Form.Item>
                  <Form.Item
                    name="rate_bp"
                    label={t("fees.rate")}
                    extra={t("fees.rate_rule")}
                    rules={required}
                  >
                    <Input inputMode="decimal" className="tabular" />
                  </Form.Item>
                  <Form.Item name="cap_fen" label={t("fees.cap")}>
                    <YuanInput />
                  </Form.Item>
                </Two>
              )
            }
          </Form.Item>
          <Form.Item
            noStyle
            shouldUpdate={(a, b) => a.kind !== b.kind || a.merchant_id !== b.merchant_id}
          >
            {() =>
              form.getFieldValue("kind") === "merchant" && (
                <Two>
                  <Form.Item
                    name="merchant_id"
                    label={t("fees.contract_merchant")}
                    extra={t("fees.contract_rule")}
                  >
                    <MerchantChoice onPick={() => form.setFieldValue("contract_id", undefined)} />
                  </Form.Item>
                  <Form.Item name="contract_id" label={t("fees.contract")}>
                    <ContractChoice merchant={form.getFieldValue("merchant_id")} />
                  </Form.Item>
                </Two>
              )
            }
          </Form.Item>
          <Form.Item
            name="from_day"
            label={t("fees.from_day")}
            extra={t("fees.from_day_rule")}
            rules={required}
          >
            <DateInput />
          </Form.Item>
          <Form.Item name="source" label={t("fees.source")} rules={required}>
            <Input.TextArea maxLength={200} rows={2} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
