import { PlusOutlined } from "@ant-design/icons";
import type { Partner } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, InputNumber } from "antd";
import { useState } from "react";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, State, Time } from "@/shared/show/show";
import { createPartner, listPartners } from "./api";

const columns: Column<Partner>[] = [
  { key: "name", title: "common.name", card: "title", cell: (row) => row.name },
  { key: "id", title: "common.row_id", cell: (row) => <CopyId id={row.id} /> },
  {
    key: "rate",
    title: "partners.rate",
    align: "right",
    cell: (row) => <span className="tabular">{row.rate_per_s}</span>,
  },
  {
    key: "keys",
    title: "partners.keys",
    align: "right",
    cell: (row) => <span className="tabular">{row.keys_count}</span>,
  },
  {
    key: "state",
    title: "common.state",
    card: "value",
    cell: (row) => <State group="general_state" word={row.state} />,
  },
  {
    key: "created",
    title: "common.created_at",
    wide: true,
    card: "none",
    cell: (row) => <Time at={row.created_at} />,
  },
];

export default function Partners() {
  const t = useT();
  const client = useQueryClient();
  const { can } = useSession();
  const [making, setMaking] = useState(false);
  const list = useList(["partners"], listPartners);
  return (
    <Page
      title={t("partners.title")}
      lead={t("partners.lead")}
      actions={
        can("partners_write") && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t("partners.new")}
          </Button>
        )
      }
    >
      <Section flush>
        <DataList
          label={t("partners.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/partners/${row.id}`}
          blank={{ title: t("partners.empty") }}
        />
      </Section>
      <FormDrawer<{ name: string; rate_per_s: number }>
        open={making}
        title={t("partners.new")}
        initial={{ rate_per_s: 50 }}
        send={async (values) => {
          await createPartner(values);
          await client.invalidateQueries({ queryKey: ["partners"] });
        }}
        onClose={() => setMaking(false)}
        width={460}
      >
        <Form.Item
          name="name"
          label={t("common.name")}
          rules={[{ required: true, message: t("common.required") }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="rate_per_s"
          label={t("partners.rate")}
          rules={[{ required: true, message: t("common.required") }]}
        >
          <InputNumber min={1} max={10000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </FormDrawer>
    </Page>
  );
}
