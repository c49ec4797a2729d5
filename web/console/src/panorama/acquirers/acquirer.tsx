import { PlusOutlined } from "@ant-design/icons";
import type { Acquirer, Link as AcquirerLink, Policy } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { FormDrawer, Two } from "@/shared/form/form-drawer";
import { permille } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { Can } from "@/shared/session/session";
import { CopyId, Facts, Mono, State, Tag, Time } from "@/shared/show/show";
import { changeLink, createLink, putPolicy, readAcquirer, readHealth } from "./api";

export default function AcquirerPage() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useQuery({ queryKey: ["acquirers", id], queryFn: () => readAcquirer(id) });
  const acquirer = query.data;
  return (
    <Page
      title={acquirer?.name ?? t("acquirers.title")}
      mark={acquirer && <State group="general_state" word={acquirer.state} />}
      lead={acquirer && <CopyId id={acquirer.code} whole />}
      back={{ to: "/acquirers", text: t("acquirers.title") }}
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <Links acquirer={loaded} />
            <PolicySection acquirer={loaded} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Links({ acquirer }: { acquirer: Acquirer }) {
  const t = useT();
  const [editing, setEditing] = useState<AcquirerLink | "new">();
  const create = (
    <Can right="acquirers_write">
      <Button icon={<PlusOutlined />} onClick={() => setEditing("new")}>
        {t("acquirers.link_new")}
      </Button>
    </Can>
  );
  return (
    <>
      {acquirer.links.length === 0 && (
        <Section>
          <BlankState title={t("acquirers.links_none")} actions={create} />
        </Section>
      )}
      {acquirer.links.map((link) => (
        <LinkCard key={link.id} link={link} edit={() => setEditing(link)} />
      ))}
      {acquirer.links.length > 0 && <div style={{ marginBottom: 16 }}>{create}</div>}
      <LinkForm acquirer={acquirer} link={editing} onClose={() => setEditing(undefined)} />
    </>
  );
}

function LinkCard({ link, edit }: { link: AcquirerLink; edit: () => void }) {
  const t = useT();
  const query = useQuery({
    queryKey: ["links", link.id, "health"],
    queryFn: () => readHealth(link.id),
    refetchInterval: 5_000,
  });
  const health = query.data ?? link.health ?? undefined;
  return (
    <Section
      title={link.name}
      extra={
        <>
          <State group="link_state" word={health?.state ?? link.state} />
          <Can right="acquirers_write">
            <Button onClick={edit}>{t("common.edit")}</Button>
          </Can>
        </>
      }
    >
      <Facts
        facts={[
          { label: "acquirers.host", value: <Mono>{`${link.host}:${link.port}`}</Mono> },
          { label: "acquirers.dialect", value: <Mono>{link.dialect}</Mono> },
          { label: "acquirers.timeout", value: <span className="tabular">{link.timeout_ms}</span> },
          { label: "acquirers.since", value: <Time at={health?.since} /> },
          {
            label: "acquirers.rate",
            value: health && <span className="tabular">{health.rate_per_s.toFixed(1)}</span>,
          },
          {
            label: "acquirers.approval",
            value: health && (
              <span className="tabular">{permille(health.approval_rate_permille)}</span>
            ),
          },
          {
            label: "acquirers.p50",
            value: health && <span className="tabular">{health.p50_ms} ms</span>,
          },
          {
            label: "acquirers.p95",
            value: health && <span className="tabular">{health.p95_ms} ms</span>,
          },
          {
            label: "acquirers.saf",
            value:
              health &&
              (health.saf_depth > 0 ? (
                <Tag tone="warn" plain>
                  {health.saf_depth}
                </Tag>
              ) : (
                "0"
              )),
          },
          {
            label: "acquirers.timeouts",
            value: health && <span className="tabular">{health.timeouts}</span>,
          },
          { label: "acquirers.echo", value: <Time at={health?.last_echo_at} ago /> },
        ]}
      />
    </Section>
  );
}

function LinkForm({
  acquirer,
  link,
  onClose,
}: {
  acquirer: Acquirer;
  link?: AcquirerLink | "new";
  onClose: () => void;
}) {
  const t = useT();
  const client = useQueryClient();
  const old = link === "new" ? undefined : link;
  const required = [{ required: true, message: t("common.required") }];
  const send = async (values: Partial<AcquirerLink>) => {
    if (old) await changeLink(old.id, values);
    else await createLink({ ...values, acquirer_id: acquirer.institution_id });
    await client.invalidateQueries({ queryKey: ["acquirers"] });
  };
  return (
    <FormDrawer<Partial<AcquirerLink>>
      open={Boolean(link)}
      title={t(old ? "acquirers.link_edit" : "acquirers.link_new")}
      initial={old ?? { dialect: "pos", timeout_ms: 15000 }}
      send={send}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("acquirers.name")} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Two>
        <Form.Item name="host" label={t("acquirers.host")} rules={required}>
          <Input className="mono" maxLength={255} />
        </Form.Item>
        <Form.Item name="port" label={t("acquirers.port")} rules={required}>
          <InputNumber min={1} max={65535} precision={0} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="dialect" label={t("acquirers.dialect")} rules={required}>
          <Select options={["pos", "ascii"].map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="timeout_ms" label={t("acquirers.timeout")} rules={required}>
          <InputNumber min={100} max={120000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </Two>
    </FormDrawer>
  );
}

const elements = ["serial", "acquirer_code", "merchant_code", "place"] as const;
const actions = ["refuse", "flag", "ignore"];

function PolicySection({ acquirer }: { acquirer: Acquirer }) {
  const t = useT();
  const word = useWord();
  const [editing, setEditing] = useState(false);
  const { policy } = acquirer;
  return (
    <Section
      title={t("acquirers.policy")}
      extra={
        <Can right="acquirers_write">
          <Button onClick={() => setEditing(true)}>{t("acquirers.policy_edit")}</Button>
        </Can>
      }
    >
      <p className="quiet" style={{ marginBottom: 14 }}>
        {t("acquirers.policy_text")}
      </p>
      <Facts
        facts={[
          ...elements.map((name) => ({
            label: `element.${name}` as const,
            value: <State group="check_action" word={policy[name]} />,
          })),
          {
            label: "acquirers.distance",
            value: <span className="tabular">{policy.distance_max_m}</span>,
          },
          {
            label: "acquirers.required_types",
            value:
              policy.place_required_device_types
                .map((type) => word("device_type", type))
                .join(" · ") || t("common.none"),
          },
        ]}
      />
      <PolicyForm acquirer={acquirer} open={editing} onClose={() => setEditing(false)} />
    </Section>
  );
}

function PolicyForm({
  acquirer,
  open,
  onClose,
}: {
  acquirer: Acquirer;
  open: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const required = [{ required: true, message: t("common.required") }];
  return (
    <FormDrawer<Policy>
      open={open}
      title={t("acquirers.policy_edit")}
      initial={acquirer.policy}
      send={async (values) => {
        await putPolicy(acquirer.institution_id, values);
        await client.invalidateQueries({ queryKey: ["acquirers"] });
      }}
      onClose={onClose}
    >
      {elements.map((name) => (
        <Form.Item key={name} name={name} label={t(`element.${name}`)} rules={required}>
          <Select
            options={actions.map((value) => ({ value, label: word("check_action", value) }))}
          />
        </Form.Item>
      ))}
      <Form.Item name="distance_max_m" label={t("acquirers.distance")} rules={required}>
        <InputNumber min={0} max={100000} precision={0} style={{ width: "100%" }} />
      </Form.Item>
      <Form.Item name="place_required_device_types" label={t("acquirers.required_types")}>
        <Select
          mode="multiple"
          options={Object.keys(sections.device_type)
            .sort()
            .map((value) => ({ value, label: `${value} ${word("device_type", value)}` }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
