import type { Route, RouteDraft, RouteTarget } from "@shancheng/api";
import { Form, Input, InputNumber, Select } from "antd";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { CodesSelect } from "@/shared/codes/codes";
import { TimeInput } from "@/shared/form/date-input";
import { FormDrawer, Legend, Two, YuanInput } from "@/shared/form/form-drawer";
import { useAsked } from "@/shared/form/use-asked";
import { useT, useWord, type TextKey } from "@/shared/i18n";
import { changeRoute, createRoute } from "./api";
import { rangesFrom, rangesText } from "./conditions";
import { History } from "./history";
import { Targets } from "./targets";

/** The form's own shape: BIN ranges as lines of text. */
interface Values extends Omit<RouteDraft, "conditions"> {
  conditions: Omit<NonNullable<RouteDraft["conditions"]>, "bin_ranges"> & { bins?: string };
}

const lists: [string, string, string[], TextKey, TextKey?][] = [
  ["products", "routed_product", ["card", "qr"], "routes.products"],
  [
    "brands",
    "brand",
    ["unionpay", "visa", "mastercard", "jcb", "amex", "diners", "discover"],
    "routes.brands",
  ],
  [
    "card_classes",
    "card_class",
    ["debit", "credit"],
    "routes.card_classes",
    "routes.card_classes_rule",
  ],
];

/** What the server wants of what the form has. */
function draftOf({ conditions: { bins, ...rest }, ...values }: Values): RouteDraft {
  return {
    ...values,
    conditions: {
      ...rest,
      bin_ranges: rangesFrom(bins ?? "") ?? [],
      mccs: rest.mccs ?? [],
      kinds: rest.kinds ?? [],
      products: rest.products ?? [],
      brands: rest.brands ?? [],
      card_classes: rest.card_classes ?? [],
      weekdays: rest.weekdays ?? [],
    },
  };
}

export function RouteForm({ route, onClose }: { route?: Route | "new"; onClose: () => void }) {
  const t = useT();
  const word = useWord();
  const asked = useAsked();
  const old = route === "new" ? undefined : route;
  const required = [{ required: true, message: t("common.required") }];
  const initial: Partial<Values> = old
    ? {
        name: old.name,
        priority: old.priority,
        strategy: old.strategy,
        targets: old.targets,
        conditions: { ...old.conditions, bins: rangesText(old.conditions.bin_ranges ?? []) },
      }
    : { priority: 100, strategy: "weight", targets: [{ weight: 100 } as RouteTarget] };

  const send = async (values: Values) => {
    const whole = draftOf(values);
    const answer = old ? await changeRoute(old.id, whole) : await createRoute(whole);
    asked(answer.approval);
  };

  return (
    <FormDrawer<Values>
      open={Boolean(route)}
      title={t(old ? "routes.edit" : "routes.new")}
      initial={initial}
      send={send}
      onClose={onClose}
      fourEyes
      width={620}
    >
      {(form) => (
        <>
          <Two>
            <Form.Item name="name" label={t("routes.name")} rules={required}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item
              name="priority"
              label={t("routes.priority")}
              extra={t("routes.priority_rule")}
              rules={required}
            >
              <InputNumber min={1} max={999} precision={0} style={{ width: "100%" }} />
            </Form.Item>
          </Two>
          <Targets form={form} />
          <Legend>{t("routes.conditions")}</Legend>
          <Form.Item
            name={["conditions", "bins"]}
            label={t("routes.bins")}
            extra={t("routes.bins_rule")}
            rules={[
              {
                validator: (_, value: string | undefined) =>
                  rangesFrom(value ?? "")
                    ? Promise.resolve()
                    : Promise.reject(new Error(t("routes.bins_rule"))),
              },
            ]}
          >
            <Input.TextArea className="mono" rows={3} />
          </Form.Item>
          <Form.Item name={["conditions", "merchant_id"]} label={t("routes.merchant")}>
            <MerchantChoice />
          </Form.Item>
          <Two>
            <Form.Item name={["conditions", "mccs"]} label={t("routes.mccs")}>
              <CodesSelect list="mccs" />
            </Form.Item>
            <Form.Item name={["conditions", "kinds"]} label={t("routes.kinds")}>
              <Select
                mode="multiple"
                options={["sale", "preauth", "balance_query"].map((value) => ({
                  value,
                  label: word("payment_kind", value),
                }))}
              />
            </Form.Item>
            {lists.map(([name, group, words, label, extra]) => (
              <Form.Item
                key={name}
                name={["conditions", name]}
                label={t(label)}
                extra={extra && t(extra)}
              >
                <Select
                  mode="multiple"
                  options={words.map((value) => ({ value, label: word(group, value) }))}
                />
              </Form.Item>
            ))}
            <Form.Item name={["conditions", "amount_min_fen"]} label={t("routes.amount_min")}>
              <YuanInput />
            </Form.Item>
            <Form.Item name={["conditions", "amount_max_fen"]} label={t("routes.amount_max")}>
              <YuanInput />
            </Form.Item>
            <Form.Item name={["conditions", "from_time"]} label={t("routes.from_time")}>
              <TimeInput />
            </Form.Item>
            <Form.Item name={["conditions", "until_time"]} label={t("routes.until_time")}>
              <TimeInput />
            </Form.Item>
          </Two>
          <Form.Item name={["conditions", "weekdays"]} label={t("routes.weekdays")}>
            <Select
              mode="multiple"
              options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({
                value,
                label: word("weekday", String(value)),
              }))}
            />
          </Form.Item>
          <History
            route={old?.id}
            draft={async () => draftOf(await form.validateFields())}
            key={old?.id ?? "new"}
          />
        </>
      )}
    </FormDrawer>
  );
}
