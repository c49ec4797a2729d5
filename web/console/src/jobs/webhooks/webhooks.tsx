import { PlusOutlined } from "@ant-design/icons";
import type { Webhook, WebhookCreate } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { InstitutionField } from "@/identity/institutions/institution-field";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Mono, State, Time } from "@/shared/show/show";
import { createWebhook, listWebhooks } from "./api";

const events = [
  "*",
  "payment.*",
  "payment.approved",
  "payment.declined",
  "payment.reversed",
  "terminal.*",
  "merchant.*",
];

const columns: Column<Webhook>[] = [
  { key: "url", title: "webhooks.url", card: "title", cell: (row) => <Mono>{row.url}</Mono> },
  {
    key: "events",
    title: "webhooks.events",
    cell: (row) => <span className="mono quiet">{row.events.join(", ")}</span>,
  },
  {
    key: "state",
    title: "common.state",
    card: "value",
    width: 110,
    cell: (row) => <State group="general_state" word={row.state} />,
  },
  {
    key: "created",
    title: "common.created_at",
    width: 150,
    wide: true,
    cell: (row) => <Time at={row.created_at} />,
  },
];

export default function Webhooks() {
  const t = useT();
  const client = useQueryClient();
  const { can } = useSession();
  const [making, setMaking] = useState(false);
  const list = useList(["webhooks"], listWebhooks);
  const create = can("webhooks_write") && (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
      {t("webhooks.new")}
    </Button>
  );
  const required = { required: true, message: t("common.required") };
  return (
    <Page
      title={t("webhooks.title")}
      lead={t("webhooks.lead")}
      actions={list.rows?.length !== 0 && create}
    >
      <Section flush>
        <DataList
          label={t("webhooks.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/webhooks/${row.id}`}
          blank={{ title: t("webhooks.empty"), text: t("webhooks.empty_text"), actions: create }}
        />
      </Section>
      <FormDrawer<WebhookCreate>
        open={making}
        title={t("webhooks.new")}
        send={async (values) => {
          await createWebhook(values);
          await client.invalidateQueries({ queryKey: ["webhooks"] });
        }}
        onClose={() => setMaking(false)}
      >
        <InstitutionField />
        <Form.Item
          name="url"
          label={t("webhooks.url")}
          extra={t("webhooks.url_rule")}
          rules={[required, { type: "url", message: t("webhooks.url_rule") }]}
        >
          <Input className="mono" maxLength={500} />
        </Form.Item>
        <Form.Item
          name="events"
          label={t("webhooks.events")}
          extra={t("webhooks.events_rule")}
          rules={[required]}
        >
          <Select mode="tags" options={events.map((value) => ({ value, label: value }))} />
        </Form.Item>
      </FormDrawer>
    </Page>
  );
}
