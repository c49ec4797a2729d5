import { http, type Page as PageOf, type Session } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { ProblemAlert } from "@/shared/form/form-drawer";
import { placeProblem } from "@/shared/form/problem-form";
import { useT, useWord } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Columns, Page, Section } from "@/shared/page/page";
import { useProblemText } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Facts, Mono, Tag, Time } from "@/shared/show/show";
import { TotpSection } from "./totp";

export default function Account() {
  const t = useT();
  return (
    <Page title={t("account.title")}>
      <Columns
        main={
          <>
            <Profile />
            <Sessions />
          </>
        }
        side={
          <>
            <PasswordSection />
            <TotpSection />
          </>
        }
      />
    </Page>
  );
}

function Profile() {
  const t = useT();
  const word = useWord();
  const { me } = useSession();
  return (
    <Section title={t("account.profile")}>
      <Facts
        facts={[
          { label: "people.name", value: me.person.name },
          { label: "account.login", value: <Mono>{me.person.login}</Mono> },
          { label: "common.institution", value: me.institution.name },
          {
            label: "account.roles",
            value: (
              <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap" }}>
                {me.roles.map((role) => (
                  <Tag key={role} tone="jade" plain>
                    {word("role", role)}
                  </Tag>
                ))}
              </span>
            ),
          },
          {
            label: "account.rights",
            wide: true,
            value: (
              <span className="quiet">
                {me.rights.map((right) => word("right", right)).join(" · ")}
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** "Chrome · Windows" of a user agent, as far as it says. */
export function deviceOf(agent: string): string {
  const browser = /(Edg|Firefox|Chrome|Safari)/.exec(agent)?.[1] ?? agent.slice(0, 24);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  return [browser.replace("Edg", "Edge"), system].filter(Boolean).join(" · ");
}

function Sessions() {
  const t = useT();
  const client = useQueryClient();
  const list = useList(["sessions"], () => http.get<PageOf<Session>>("sessions"));
  const columns: Column<Session>[] = [
    {
      key: "agent",
      title: "account.session_agent",
      card: "title",
      cell: (row) => (
        <span title={row.agent}>
          {deviceOf(row.agent)}{" "}
          {row.current && (
            <Tag tone="good" plain>
              {t("account.session_current")}
            </Tag>
          )}
        </span>
      ),
    },
    { key: "address", title: "account.session_address", cell: (row) => <Mono>{row.address}</Mono> },
    { key: "since", title: "account.session_since", cell: (row) => <Time at={row.created_at} /> },
    {
      key: "seen",
      title: "account.session_seen",
      cell: (row) => <Time at={row.last_seen_at} ago />,
    },
    {
      key: "end",
      title: "common.actions",
      cell: (row) =>
        row.current ? null : (
          <ConfirmButton
            type="text"
            danger
            text={t("account.session_end")}
            title={t("account.session_end_title")}
            act={async () => {
              await http.remove(`sessions/${row.id}`);
              await client.invalidateQueries({ queryKey: ["sessions"] });
            }}
          />
        ),
    },
  ];
  return (
    <Section title={t("account.sessions")} flush>
      <DataList
        label={t("account.sessions")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
      />
    </Section>
  );
}

interface Values {
  current: string;
  password: string;
  again: string;
}

function PasswordSection() {
  const t = useT();
  const text = useProblemText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = async ({ current, password }: Values) => {
    setBusy(true);
    setError(null);
    try {
      await http.post("me/password", { current, password });
      form.resetFields();
      void message.success(t("account.password_done"));
    } catch (caught) {
      if (!placeProblem(form, caught, text(caught))) setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t("common.required") };
  return (
    <Section title={t("account.password")}>
      <ProblemAlert error={error} />
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void change(values)}
      >
        <Form.Item name="current" label={t("account.password_old")} rules={[required]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("account.password_new")}
          extra={t("people.password_rule")}
          rules={[required, { min: 12, message: t("people.password_rule") }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t("account.password_again")}
          dependencies={["password"]}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                !value || value === getFieldValue("password")
                  ? Promise.resolve()
                  : Promise.reject(new Error(t("account.password_differs"))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t("account.password")}
        </Button>
      </Form>
    </Section>
  );
}
