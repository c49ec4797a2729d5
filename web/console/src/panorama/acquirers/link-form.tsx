import type { Acquirer, AcquirerLink, LinkPatch, NewLink } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, InputNumber, Select } from "antd";
import { FormDrawer, Legend, Two } from "@/shared/form/form-drawer";
import { useT, useWord, type TextKey } from "@/shared/i18n";
import { changeLink, createLink } from "./api";

interface Props {
  acquirer: Acquirer;
  link?: AcquirerLink | "new";
  onClose: () => void;
}

const settings = [
  "name",
  "address",
  "dialect",
  "mac_profile",
  "terminal_code",
  "merchant_code",
  "reply_timeout_ms",
  "connect_timeout_ms",
  "echo_after_ms",
  "in_flight_max",
  "health",
] as const;

type Values = Pick<AcquirerLink, (typeof settings)[number]>;

const numbers: [keyof Values, TextKey, number, number][] = [
  ["reply_timeout_ms", "acquirers.reply_timeout", 100, 60_000],
  ["connect_timeout_ms", "acquirers.connect_timeout", 100, 60_000],
  ["echo_after_ms", "acquirers.echo_after", 1_000, 600_000],
  ["in_flight_max", "acquirers.in_flight_max", 1, 65_536],
];

type HealthField = keyof NonNullable<AcquirerLink["health"]>;

const health: [HealthField, TextKey, number, number][] = [
  ["window_s", "acquirers.window_s", 10, 3_600],
  ["calls_min", "acquirers.calls_min", 1, 10_000],
  ["failure_permille", "acquirers.failure_permille", 1, 1_000],
  ["open_s", "acquirers.open_s", 1, 3_600],
  ["probes", "acquirers.probes", 1, 100],
  ["eliminate_below_permille", "acquirers.eliminate_below_permille", 0, 1_000],
  ["eliminate_window_s", "acquirers.eliminate_window_s", 60, 86_400],
  ["eliminate_calls_min", "acquirers.eliminate_calls_min", 1, 100_000],
  ["cooling_s", "acquirers.cooling_s", 10, 86_400],
];

function settingsOf(link: AcquirerLink): Values {
  return Object.fromEntries(settings.map((name) => [name, link[name]])) as unknown as Values;
}

/** What was typed: an empty field leaves the server's default. */
function filled(values: Values): Values {
  const full = (fields: object) =>
    Object.fromEntries(
      Object.entries(fields).filter(
        ([, value]) => value !== "" && value !== null && value !== undefined,
      ),
    );
  return { ...full(values), health: full(values.health ?? {}) } as unknown as Values;
}

export function LinkForm({ acquirer, link, onClose }: Props) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const old = link === "new" ? undefined : link;
  const required = [{ required: true, message: t("common.required") }];
  const send = async (values: Values) => {
    if (old) {
      const patch: LinkPatch = { ...filled(values), version: old.version };
      await changeLink(old.id, patch);
    } else {
      const made: NewLink = { ...filled(values), institution_id: acquirer.institution_id };
      await createLink(made);
    }
    await Promise.all(
      ["links", "acquirers"].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
  };
  return (
    <FormDrawer<Values>
      open={Boolean(link)}
      title={t(old ? "acquirers.link_edit" : "acquirers.link_new")}
      initial={old ? settingsOf(old) : { dialect: "pos" }}
      send={send}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("acquirers.name")} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="address"
        label={t("acquirers.address")}
        extra={t("acquirers.address_rule")}
        rules={required}
      >
        <Input className="mono" maxLength={260} placeholder="10.0.0.8:8583" />
      </Form.Item>
      <Two>
        <Form.Item name="dialect" label={t("acquirers.dialect")}>
          <Select
            options={["pos", "ascii"].map((value) => ({ value, label: word("dialect", value) }))}
          />
        </Form.Item>
        <Form.Item name="mac_profile" label={t("acquirers.mac")}>
          <Select
            options={["none", "cup_ecb", "x9_19"].map((value) => ({
              value,
              label: word("mac_profile", value),
            }))}
          />
        </Form.Item>
      </Two>
      <Legend>{t("acquirers.advanced")}</Legend>
      <Two>
        <Form.Item name="terminal_code" label={t("acquirers.terminal_code")}>
          <Input className="mono" maxLength={8} />
        </Form.Item>
        <Form.Item name="merchant_code" label={t("acquirers.merchant_code")}>
          <Input className="mono" maxLength={15} />
        </Form.Item>
        {numbers.map(([name, label, min, max]) => (
          <Form.Item key={name} name={name} label={t(label)}>
            <InputNumber min={min} max={max} precision={0} style={{ width: "100%" }} />
          </Form.Item>
        ))}
      </Two>
      <Legend>{t("acquirers.health")}</Legend>
      <p className="quiet" style={{ marginBottom: 14 }}>
        {t("acquirers.health_text")}
      </p>
      <Two>
        {health.map(([name, label, min, max]) => (
          <Form.Item key={name} name={["health", name]} label={t(label)}>
            <InputNumber min={min} max={max} precision={0} style={{ width: "100%" }} />
          </Form.Item>
        ))}
      </Two>
    </FormDrawer>
  );
}
