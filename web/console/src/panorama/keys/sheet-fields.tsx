import type { KeySheet } from "@shancheng/api";
import { Form, Input, Segmented } from "antd";
import { useState } from "react";
import { useT } from "@/shared/i18n";
import styles from "./keys.module.css";

const counts = [2, 3] as const;

/** How a key's components are typed: nobody but the one who types sees them. */
export function SheetFields() {
  const t = useT();
  const [count, setCount] = useState<number>(2);
  return (
    <>
      <p className={styles.lead}>{t("keys.sheet_text")}</p>
      <Segmented
        style={{ marginBottom: 18 }}
        aria-label={t("keys.components")}
        value={count}
        onChange={setCount}
        options={counts.map((value) => ({
          value,
          label: t("keys.components_count", { count: value }),
        }))}
      />
      {Array.from({ length: count }, (_, index) => (
        <Component key={index} index={index} />
      ))}
      <Form.Item
        name="check_value"
        label={t("keys.whole_check_value")}
        extra={t("keys.whole_check_value_rule")}
        rules={[{ pattern: checkValue, message: t("keys.check_value_rule") }]}
      >
        <Input className="mono" maxLength={8} autoComplete="off" />
      </Form.Item>
    </>
  );
}

const checkValue = /^\s*([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\s*$/;
const component = /^([0-9A-Fa-f]{32}|[0-9A-Fa-f]{48})$/;

function Component({ index }: { index: number }) {
  const t = useT();
  const number = index + 1;
  const wellFormed = async (_: unknown, text: string | undefined) => {
    if (!component.test((text ?? "").replace(/\s/g, ""))) throw new Error(t("keys.value_rule"));
  };
  return (
    <fieldset className={styles.sheetPart}>
      <legend>{t("keys.component", { number })}</legend>
      <Form.Item
        name={["components", index, "value"]}
        label={t("keys.value")}
        extra={t("keys.value_rule")}
        required
        validateTrigger="onBlur"
        rules={[{ validator: wellFormed }]}
      >
        <Input.Password className="mono" maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={["components", index, "check_value"]}
        label={t("keys.component_check_value")}
        validateTrigger="onBlur"
        rules={[{ required: true, pattern: checkValue, message: t("keys.check_value_rule") }]}
      >
        <Input className="mono" maxLength={8} autoComplete="off" />
      </Form.Item>
    </fieldset>
  );
}

/** What was typed, without the spaces and what was left empty. */
export function sheetOf(values: KeySheet): KeySheet {
  return {
    components: values.components.map(({ value, check_value }) => ({
      value: value.replace(/\s/g, ""),
      check_value: check_value.trim(),
    })),
    check_value: values.check_value?.trim() ? values.check_value.trim() : undefined,
  };
}
