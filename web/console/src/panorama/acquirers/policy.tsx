import type { Acquirer, Policy } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, InputNumber, Select } from "antd";
import { useState } from "react";
import { FormDrawer, Two } from "@/shared/form/form-drawer";
import { count } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Facts, State } from "@/shared/show/show";
import { putPolicy } from "./api";

type Rule = keyof (typeof sections)["policy_rule"];
const rules = Object.keys(sections.policy_rule) as Rule[];
const reactions = ["refuse", "flag", "ignore"];

interface Props {
  acquirer: Acquirer;
  kept: NonNullable<Acquirer["policy"]>;
}

/** What the acquirer wants done about terminals that differ from their binding. */
export function PolicySection({ acquirer, kept }: Props) {
  const t = useT();
  const word = useWord();
  const { can, me } = useSession();
  const [editing, setEditing] = useState(false);
  const { policy } = kept;
  const writes =
    can("acquirers_write") && (me.network || me.institution.id === acquirer.institution_id);
  return (
    <Section
      title={t("acquirers.policy")}
      extra={
        <>
          <span className="quiet">
            {kept.version === 0
              ? t("acquirers.policy_default")
              : t("acquirers.policy_by", { version: kept.version, name: kept.changed_by })}
          </span>
          {writes && <Button onClick={() => setEditing(true)}>{t("acquirers.policy_edit")}</Button>}
        </>
      }
    >
      <p className="quiet" style={{ marginBottom: 14 }}>
        {t("acquirers.policy_text")}
      </p>
      <Facts
        facts={[
          ...rules.map((rule) => ({
            label: `policy_rule.${rule}` as const,
            value: <State group="check_action" word={policy[rule]} />,
          })),
          {
            label: "acquirers.distance",
            value: <span className="tabular">{count(policy.distance_max_m ?? 0)}</span>,
          },
          { label: "acquirers.datum", value: word("datum", policy.place_datum) },
        ]}
      />
      <PolicyForm
        acquirer={acquirer}
        policy={policy}
        open={editing}
        onClose={() => setEditing(false)}
      />
    </Section>
  );
}

function PolicyForm(props: {
  acquirer: Acquirer;
  policy: Policy;
  open: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const required = [{ required: true, message: t("common.required") }];
  return (
    <FormDrawer<Policy>
      open={props.open}
      title={t("acquirers.policy_edit")}
      initial={props.policy}
      send={async (values) => {
        await putPolicy(props.acquirer.institution_id, values);
        await client.invalidateQueries({ queryKey: ["acquirers"] });
      }}
      onClose={props.onClose}
    >
      <Two>
        {rules.map((rule) => (
          <Form.Item key={rule} name={rule} label={t(`policy_rule.${rule}`)} rules={required}>
            <Select
              options={reactions.map((value) => ({ value, label: word("check_action", value) }))}
            />
          </Form.Item>
        ))}
        <Form.Item name="distance_max_m" label={t("acquirers.distance")} rules={required}>
          <InputNumber min={1} max={1_000_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="place_datum" label={t("acquirers.datum")} rules={required}>
          <Select
            options={Object.keys(sections.datum).map((value) => ({
              value,
              label: word("datum", value),
            }))}
          />
        </Form.Item>
      </Two>
    </FormDrawer>
  );
}
