import type { Merchant, MerchantPatch, NewMerchant } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, Segmented } from "antd";
import { InstitutionField } from "@/identity/institutions/institution-field";
import { CodeSelect } from "@/shared/codes/codes";
import { FormDrawer, Legend, PlaceInput, Two } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { changeMerchant, createMerchant } from "./api";

interface Props {
  open: boolean;
  merchant?: Merchant;
  onClose: () => void;
  onSaved?: (merchant: Merchant) => void;
}

/** What the form holds; masked values are sent only when they are typed anew. */
type Values = Partial<NewMerchant>;

/** A change holds what may change, and of the masked values only those that were typed. */
export function patchOf(values: Values): MerchantPatch {
  return {
    name: values.name,
    short_name: values.short_name,
    mcc: values.mcc,
    division_code: values.division_code,
    address: values.address,
    place: values.place,
    settlement_bank: values.settlement_bank,
    settlement_account: values.settlement_account || undefined,
    phone: values.phone || undefined,
  };
}

function initialOf(merchant: Merchant | undefined): Values {
  if (!merchant) return { kind: "enterprise" };
  const { name, short_name, code, kind, uscc, mcc, division_code, address, settlement_bank } =
    merchant;
  const place = merchant.place && {
    latitude_e6: merchant.place.latitude_e6,
    longitude_e6: merchant.place.longitude_e6,
  };
  return {
    name,
    short_name,
    code,
    kind,
    uscc,
    mcc,
    division_code,
    address,
    settlement_bank,
    place: place ?? undefined,
  };
}

export function MerchantForm({ open, merchant, onClose, onSaved }: Props) {
  const t = useT();
  const client = useQueryClient();
  const send = async (values: Values) => {
    const saved = merchant
      ? await changeMerchant(merchant.id, patchOf(values))
      : // The form's own rules see to it that nothing required is absent.
        await createMerchant({ ...(values as NewMerchant), code: values.code || undefined });
    await client.invalidateQueries({ queryKey: ["merchants"] });
    onSaved?.(saved);
  };
  return (
    <FormDrawer<Values>
      open={open}
      title={t(merchant ? "merchants.edit" : "merchants.new")}
      initial={initialOf(merchant)}
      send={send}
      onClose={onClose}
      width={620}
    >
      {!merchant && <InstitutionField />}
      <Identity old={Boolean(merchant)} />
      <Place />
      <Settlement merchant={merchant} />
    </FormDrawer>
  );
}

function useRequired() {
  const t = useT();
  return [{ required: true, whitespace: true, message: t("common.required") }];
}

function Identity({ old }: { old: boolean }) {
  const t = useT();
  const word = useWord();
  const required = useRequired();
  return (
    <>
      <Form.Item name="kind" label={t("merchants.kind")} hidden={old} rules={required}>
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
          extra={old ? undefined : t("merchants.code_rule")}
          rules={[{ pattern: /^\d{15}$/, message: t("merchants.code_rule") }]}
        >
          <Input className="mono" maxLength={15} disabled={old} />
        </Form.Item>
      </Two>
      {!old && (
        <Form.Item noStyle shouldUpdate={(before, now) => before.kind !== now.kind}>
          {({ getFieldValue }) =>
            getFieldValue("kind") === "micro" ? (
              <Form.Item
                name="responsible_id"
                label={t("merchants.responsible_id")}
                extra={t("merchants.responsible_rule")}
                rules={required}
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
                <Input className="mono" maxLength={18} />
              </Form.Item>
            )
          }
        </Form.Item>
      )}
    </>
  );
}

function Place() {
  const t = useT();
  const required = useRequired();
  return (
    <>
      <Legend>{t("common.address")}</Legend>
      <Two>
        <Form.Item name="mcc" label={t("common.mcc")} rules={required}>
          <CodeSelect list="mccs" />
        </Form.Item>
        <Form.Item name="division_code" label={t("common.division")} rules={required}>
          <CodeSelect list="divisions" />
        </Form.Item>
      </Two>
      <Form.Item name="address" label={t("common.address")} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="place" label={t("common.place")} extra={t("common.place_rule")}>
        <PlaceInput />
      </Form.Item>
    </>
  );
}

function Settlement({ merchant }: { merchant?: Merchant }) {
  const t = useT();
  const required = useRequired();
  const keep = merchant && t("merchants.keep_masked");
  return (
    <>
      <Legend>{t("merchants.settlement_title")}</Legend>
      <Form.Item name="settlement_bank" label={t("merchants.settlement_bank")} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Two>
        <Form.Item
          name="settlement_account"
          label={t("merchants.settlement")}
          extra={keep}
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
          extra={keep}
          rules={merchant ? [] : required}
        >
          <Input className="mono" maxLength={20} inputMode="tel" placeholder={merchant?.phone} />
        </Form.Item>
      </Two>
    </>
  );
}
