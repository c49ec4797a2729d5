import { PlusOutlined } from "@ant-design/icons";
import type { PartnerKey } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Mono, State, Time } from "@/shared/show/show";
import { addKey, listKeys, listPartners, revokeKey } from "./api";

const algorithms = ["ed25519", "rsa-pss-sha512", "sm2"];

export default function PartnerPage() {
  const t = useT();
  const { id = "" } = useParams();
  const client = useQueryClient();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const partners = useQuery({
    queryKey: ["partners", "all"],
    queryFn: async () => (await listPartners()).items,
  });
  const partner = partners.data?.find((row) => row.id === id);
  const list = useList(["partner-keys", id], () => listKeys(id));
  const writes = can("partners_write");
  const columns: Column<PartnerKey>[] = [
    { key: "id", title: "common.row_id", card: "title", cell: (row) => <CopyId id={row.id} /> },
    { key: "algorithm", title: "partners.algorithm", cell: (row) => <Mono>{row.algorithm}</Mono> },
    {
      key: "fingerprint",
      title: "partners.fingerprint",
      cell: (row) => <CopyId id={row.fingerprint} />,
    },
    {
      key: "created",
      title: "common.created_at",
      wide: true,
      cell: (row) => <Time at={row.created_at} />,
    },
    { key: "expires", title: "partners.expires", cell: (row) => <Time at={row.expires_at} /> },
    {
      key: "state",
      title: "common.state",
      card: "value",
      cell: (row) => <State group="general_state" word={row.revoked_at ? "revoked" : "active"} />,
    },
    {
      key: "revoke",
      title: "common.actions",
      cell: (row) =>
        writes && !row.revoked_at ? (
          <ConfirmButton
            danger
            type="text"
            text={t("partners.revoke")}
            title={t("partners.revoke_title")}
            act={async () => {
              await revokeKey(id, row.id);
              await client.invalidateQueries({ queryKey: ["partner-keys"] });
            }}
          >
            {t("partners.revoke_text")}
          </ConfirmButton>
        ) : null,
    },
  ];
  return (
    <Page
      title={partner?.name ?? t("partners.title")}
      mark={partner && <State group="general_state" word={partner.state} />}
      lead={<CopyId id={id} whole />}
      back={{ to: "/partners", text: t("partners.title") }}
      actions={
        writes && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t("partners.key_new")}
          </Button>
        )
      }
    >
      <Section title={t("partners.keys")} flush>
        <DataList
          label={t("partners.keys")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          blank={{ title: t("partners.keys_empty"), text: t("partners.keys_empty_text") }}
        />
      </Section>
      <FormDrawer<{ algorithm: string; public_key: string }>
        open={adding}
        title={t("partners.key_new")}
        initial={{ algorithm: "ed25519" }}
        send={async (values) => {
          await addKey(id, values);
          await client.invalidateQueries({ queryKey: ["partner-keys"] });
        }}
        onClose={() => setAdding(false)}
      >
        <Form.Item name="algorithm" label={t("partners.algorithm")}>
          <Select options={algorithms.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item
          name="public_key"
          label={t("partners.public_key")}
          rules={[{ required: true, message: t("common.required") }]}
        >
          <Input.TextArea className="mono" rows={8} placeholder="-----BEGIN PUBLIC KEY-----" />
        </Form.Item>
      </FormDrawer>
    </Page>
  );
}
