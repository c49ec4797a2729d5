import { PlusOutlined } from "@ant-design/icons";
import { http, type Page as PageOf, type Person } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Mono, State, Tag, Time } from "@/shared/show/show";

export default function People() {
  const t = useT();
  const word = useWord();
  const { can } = useSession();
  const [open, setOpen] = useState<Person | "new">();
  const list = useList(["people"], (cursor) =>
    http.get<PageOf<Person>>("people", { cursor, limit: 50 }),
  );
  const writes = can("people_write");
  const columns: Column<Person>[] = [
    { key: "name", title: "people.name", card: "title", cell: (row) => row.name },
    { key: "login", title: "people.login", cell: (row) => <Mono>{row.login}</Mono> },
    {
      key: "roles",
      title: "people.roles",
      cell: (row) => (
        <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap" }}>
          {row.roles.map((role) => (
            <Tag key={role} tone="jade" plain>
              {word("role", role)}
            </Tag>
          ))}
        </span>
      ),
    },
    {
      key: "totp",
      title: "people.totp",
      cell: (row) => (
        <span className={row.totp ? "" : "quiet"}>
          {t(row.totp ? "people.totp_on" : "people.totp_off")}
        </span>
      ),
    },
    {
      key: "last",
      title: "people.last",
      wide: true,
      cell: (row) => <Time at={row.last_sign_in_at} ago />,
    },
    {
      key: "state",
      title: "common.state",
      card: "value",
      cell: (row) => <State group="general_state" word={row.state} />,
    },
  ];
  return (
    <Page
      title={t("people.title")}
      lead={t("people.lead")}
      actions={
        writes && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen("new")}>
            {t("people.new")}
          </Button>
        )
      }
    >
      <Section flush>
        <DataList
          label={t("people.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={writes ? setOpen : undefined}
          blank={{ title: t("people.empty") }}
        />
      </Section>
      <PersonForm open={open} onClose={() => setOpen(undefined)} />
    </Page>
  );
}

interface Values {
  login: string;
  name: string;
  roles: string[];
  password?: string;
  state?: string;
}

function PersonForm({ open, onClose }: { open?: Person | "new"; onClose: () => void }) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const old = open === "new" ? undefined : open;
  const required = [{ required: true, message: t("common.required") }];
  const send = async (values: Values) => {
    if (old)
      await http.patch(`people/${old.id}`, {
        name: values.name,
        roles: values.roles,
        state: values.state,
      });
    else await http.post("people", values);
    await client.invalidateQueries({ queryKey: ["people"] });
  };
  return (
    <FormDrawer<Values>
      open={Boolean(open)}
      title={t(old ? "people.edit" : "people.new")}
      initial={old ?? {}}
      send={send}
      onClose={onClose}
      width={460}
    >
      <Form.Item
        name="login"
        label={t("people.login")}
        extra={t("people.login_rule")}
        rules={required}
      >
        <Input className="mono" maxLength={100} disabled={Boolean(old)} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t("people.name")} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="roles" label={t("people.roles")} rules={required}>
        <Select
          mode="multiple"
          options={Object.keys(sections.role).map((value) => ({
            value,
            label: word("role", value),
          }))}
        />
      </Form.Item>
      {old ? (
        <>
          <Form.Item name="state" label={t("common.state")} rules={required}>
            <Select
              options={["active", "disabled"].map((value) => ({
                value,
                label: word("general_state", value),
              }))}
            />
          </Form.Item>
          <Reset person={old} />
        </>
      ) : (
        <Form.Item
          name="password"
          label={t("people.password")}
          extra={t("people.password_rule")}
          rules={[{ required: true, min: 12, message: t("people.password_rule") }]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}

function Reset({ person }: { person: Person }) {
  const t = useT();
  const { modal } = App.useApp();
  return (
    <ConfirmButton
      danger
      text={t("people.reset")}
      title={t("people.reset_title")}
      act={async () => {
        const answer = await http.post<{ password: string }>(`people/${person.id}/reset`);
        modal.info({
          title: t("people.reset_done"),
          content: <CopyId id={answer.password} whole />,
        });
      }}
    >
      {t("people.reset_text")}
    </ConfirmButton>
  );
}
