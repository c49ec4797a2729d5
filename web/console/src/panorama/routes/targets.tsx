import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { RouteTarget } from "@shancheng/api";
import { Button, Form, InputNumber, Select, type FormInstance } from "antd";
import { useAcquirers } from "@/panorama/acquirers/use-acquirers";
import { Legend } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import styles from "./targets.module.css";

/** Targets of a rule at most, as the server says. */
const TARGETS_MAX = 8;

/** Where a rule leads: one target or several, and how one of several is found. */
export function Targets({ form }: { form: FormInstance }) {
  const t = useT();
  const word = useWord();
  const count = Form.useWatch<RouteTarget[]>("targets", form)?.length ?? 0;
  const required = [{ required: true, message: t("common.required") }];
  return (
    <>
      <Legend>{t("routes.targets")}</Legend>
      <Form.List name="targets">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={styles.target}>
                <Choice form={form} place={name} />
                <Form.Item
                  name={[name, "weight"]}
                  label={t("routes.weight")}
                  rules={required}
                  className={styles.weight}
                >
                  <InputNumber min={0} max={1000} precision={0} style={{ width: "100%" }} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t("routes.target_remove")}
                  disabled={fields.length === 1}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            {fields.length < TARGETS_MAX && (
              <Button
                icon={<PlusOutlined aria-hidden />}
                onClick={() => add({ weight: 100 })}
                style={{ marginBottom: 16 }}
              >
                {t("routes.target_add")}
              </Button>
            )}
          </>
        )}
      </Form.List>
      <Form.Item
        name="strategy"
        label={t("routes.strategy")}
        extra={`${t("routes.strategy_rule")} ${t("routes.weight_rule")}`}
        rules={required}
        hidden={count < 2}
      >
        <Select
          options={["weight", "in_order", "cost"].map((value) => ({
            value,
            label: word("strategy", value),
          }))}
        />
      </Form.Item>
    </>
  );
}

/** The acquirer of a target, and one of its links. */
function Choice({ form, place }: { form: FormInstance; place: number }) {
  const t = useT();
  const { data: acquirers } = useAcquirers();
  const required = [{ required: true, message: t("common.required") }];
  const chosen = Form.useWatch<RouteTarget["acquirer_id"]>(["targets", place, "acquirer_id"], form);
  const links = acquirers?.find((one) => one.institution_id === chosen)?.links ?? [];
  return (
    <>
      <Form.Item name={[place, "acquirer_id"]} label={t("routes.acquirer")} rules={required}>
        <Select
          options={(acquirers ?? []).map((one) => ({
            value: one.institution_id,
            label: one.short_name,
          }))}
          onChange={() => form.setFieldValue(["targets", place, "link_id"], undefined)}
        />
      </Form.Item>
      <Form.Item name={[place, "link_id"]} label={t("routes.link")} rules={required}>
        <Select
          options={links
            .filter((link) => link.state !== "retired")
            .map((link) => ({ value: link.id, label: link.name }))}
        />
      </Form.Item>
    </>
  );
}
