import { PlusOutlined } from "@ant-design/icons";
import type { NewKey, Partner, PartnerKey } from "@shancheng/api";
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
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { CopyId, Mono, State, Time } from "@/shared/show/show";
import { addKey, listKeys, readPartner, revokeKey, setPartnerState } from "./api";

const algorithms = ["ed25519", "rsa-pss-sha512", "rsa-v1_5-sha256", "sm2-sm3"];

export default function PartnerPage() {
  const t = useT();
  const { id = "" } = useParams();
  const client = useQueryClient();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: ["partners", id], queryFn: () => readPartner(id) });
  const partner = query.data;
  const list = useList(["partner-keys", id], () => listKeys(id));
  const writes = can("partners_write");
  const columns: Column<PartnerKey>[] = [
    { key: "label", title: "common.name", card: "title", cell: (row) => row.label },
    { key: "id", title: "partners.key_id", cell: (row) => <CopyId id={row.id} /> },
    { key: "algorithm", title: "partners.algorithm", cell: (row) => <Mono>{row.algorithm}</Mono> },
    {
      key: "fingerprint",
      title: "partners.fingerprint",
      wide: true,
      card: "none",
      cell: (row) => <Mono>{`${row.fingerprint.slice(0, 16)}…`}</Mono>,
    },
    {
      key: "expires",
      title: "partners.expires",
      cell: (row) => <Time at={row.valid_until} />,
    },
    {
      key: "state",
      title: "common.state",
      card: "value",
      cell: (row) => <State group="general_state" word={row.state} />,
    },
    {
      key: "revoke",
      title: "common.actions",
      cell: (row) =>
        writes && row.state !== "revoked" ? (
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
        writes &&
        partner && (
          <>
            <Suspend partner={partner} />
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setAdding(true)}
            >
              {t("partners.key_new")}
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>
        {() => (
          <Section title={t("partners.keys")} flush>
            <DataList
              label={t("partners.keys")}
              list={list}
              columns={columns}
              rowKey={(row) => row.id}
              blank={{ title: t("partners.keys_empty"), text: t("partners.keys_empty_text") }}
            />
          </Section>
        )}
      </Loaded>
      <KeyForm partner={id} open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Suspend({ partner }: { partner: Partner }) {
  const t = useT();
  const client = useQueryClient();
  const active = partner.state === "active";
  return (
    <ConfirmButton
      danger={active}
      text={t(active ? "partners.suspend" : "partners.resume")}
      title={t(active ? "partners.suspend_title" : "partners.resume_title")}
      act={async () => {
        await setPartnerState(partner.id, active ? "suspended" : "active");
        await client.invalidateQueries({ queryKey: ["partners"] });
      }}
    >
      {t(active ? "partners.suspend_text" : "partners.resume_text")}
    </ConfirmButton>
  );
}

function KeyForm(props: { partner: string; open: boolean; onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const required = [{ required: true, message: t("common.required") }];
  return (
    <FormDrawer<NewKey>
      open={props.open}
      title={t("partners.key_new")}
      initial={{ algorithm: "ed25519" }}
      send={async (values) => {
        await addKey(props.partner, values);
        await client.invalidateQueries({ queryKey: ["partner-keys"] });
      }}
      onClose={props.onClose}
    >
      <Form.Item name="label" label={t("common.name")} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="algorithm" label={t("partners.algorithm")}>
        <Select options={algorithms.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="public_key" label={t("partners.public_key")} rules={required}>
        <Input.TextArea
          className="mono"
          rows={8}
          maxLength={4096}
          placeholder="-----BEGIN PUBLIC KEY-----"
        />
      </Form.Item>
    </FormDrawer>
  );
}
