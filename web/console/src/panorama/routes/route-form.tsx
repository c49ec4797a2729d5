import type { Route, RouteDraft } from "@shancheng/api";
import { Form, Input, InputNumber, Select } from "antd";
import { useAcquirers } from "@/panorama/acquirers/use-acquirers";
import { MerchantChoice } from "@/panorama/merchants/merchant-choice";
import { CodesSelect } from "@/shared/codes/codes";
import { TimeInput } from "@/shared/form/date-input";
import { FormDrawer, Legend, Two, YuanInput } from "@/shared/form/form-drawer";
import { useAsked } from "@/shared/form/use-asked";
import { useT, useWord } from "@/shared/i18n";
import { changeRoute, createRoute } from "./api";
import { rangesFrom, rangesText } from "./conditions";

/** The form's own shape: BIN ranges as lines of text. */
interface Values extends Omit<RouteDraft, "conditions"> {
  conditions: Omit<NonNullable<RouteDraft["conditions"]>, "bin_ranges"> & { bins?: string };
}

export function RouteForm({ route, onClose }: { route?: Route | "new"; onClose: () => void }) {
  const t = useT();
  const word = useWord();
  const asked = useAsked();
  const { data: acquirers } = useAcquirers();
  const old = route === "new" ? undefined : route;
  const required = [{ required: true, message: t("common.required") }];
  const initial: Partial<Values> = old
    ? {
        name: old.name,
        priority: old.priority,
        acquirer_id: old.acquirer_id,
        link_id: old.link_id,
        conditions: { ...old.conditions, bins: rangesText(old.conditions.bin_ranges ?? []) },
      }
    : { priority: 100 };

  const send = async ({ conditions: { bins, ...rest }, ...values }: Values) => {
    const whole: RouteDraft = {
      ...values,
      conditions: {
        ...rest,
        bin_ranges: rangesFrom(bins ?? "") ?? [],
        mccs: rest.mccs ?? [],
        kinds: rest.kinds ?? [],
        weekdays: rest.weekdays ?? [],
      },
    };
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
            <Form.Item name="acquirer_id" label={t("routes.acquirer")} rules={required}>
              <Select
                options={(acquirers ?? []).map((a) => ({
                  value: a.institution_id,
                  label: a.short_name,
                }))}
                onChange={() => form.resetFields(["link_id"])}
              />
            </Form.Item>
            <Form.Item noStyle shouldUpdate={(a, b) => a.acquirer_id !== b.acquirer_id}>
              {() => {
                const chosen = acquirers?.find(
                  (a) => a.institution_id === form.getFieldValue("acquirer_id"),
                );
                return (
                  <Form.Item name="link_id" label={t("routes.link")} rules={required}>
                    <Select
                      options={(chosen?.links ?? [])
                        .filter((link) => link.state !== "retired")
                        .map((link) => ({
                          value: link.id,
                          label: link.name,
                        }))}
                    />
                  </Form.Item>
                );
              }}
            </Form.Item>
          </Two>
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
        </>
      )}
    </FormDrawer>
  );
}
