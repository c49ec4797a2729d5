import { PlusOutlined } from "@ant-design/icons";
import type { FirstSignIn, NewPerson, Person, PersonChange } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import {
  InstitutionField,
  useInstitutionChoices,
  useInstitutionName,
} from "@/identity/institutions/institution-field";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { coded, plain, stated } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Tag } from "@/shared/show/show";
import { changePerson, createPerson, filterNames, listPeople, resetPerson } from "./api";

export default function People() {
  const t = useT();
  const word = useWord();
  const { can, me } = useSession();
  const institution = useInstitutionName();
  const choices = useInstitutionChoices();
  const filters = useFilters(filterNames);
  const [open, setOpen] = useState<Person | "new">();
  const list = useList(["people", filters.values], (cursor) => listPeople(filters.values, cursor));
  const writes = can("people_write");
  const columns: Column<Person>[] = [
    {
      key: "name",
      title: "people.name",
      card: "title",
      ...plain((row) => row.name),
    },
    {
      key: "login",
      title: "people.login",
      card: "sub",
      ...coded((row) => row.login),
    },
    {
      key: "institution",
      title: "common.institution",
      card: "sub",
      cell: (row) => institution(row.institution_id),
      value: (row) => institution(row.institution_id),
    },
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
      csv: (row) => row.roles.map((role) => word("role", role)).join(" "),
    },
    {
      key: "totp",
      title: "people.totp",
      value: (row) => t(row.totp ? "people.totp_on" : "people.totp_off"),
      cell: (row) => (
        <span className={row.totp ? "" : "quiet"}>
          {t(row.totp ? "people.totp_on" : "people.totp_off")}
        </span>
      ),
    },
    {
      key: "state",
      title: "common.state",
      card: "value",
      ...stated("general_state", (row) => row.state),
    },
  ];
  return (
    <Page
      title={t("people.title")}
      lead={t("people.lead")}
      actions={
        <>
          <ListExport list={list} columns={columns} name="people" />
          {writes && (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setOpen("new")}
            >
              {t("people.new")}
            </Button>
          )}
        </>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "search", name: "q", label: "people.q" },
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "general_state",
              words: ["active", "suspended"],
            },
            ...(me.network
              ? [
                  {
                    type: "choice" as const,
                    name: "institution_id" as const,
                    label: "common.institution" as const,
                    options: choices.map(({ value, label }) => ({ value: String(value), label })),
                  },
                ]
              : []),
          ]}
        />
        <DataList
          label={t("people.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          // Nobody changes his own account here.
          onOpen={writes ? (row) => row.id !== me.person.id && setOpen(row) : undefined}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("people.empty") }}
        />
      </Section>
      <PersonForm open={open} onClose={() => setOpen(undefined)} />
    </Page>
  );
}

/** Shows a first password: once, to be handed over. */
function useFirstPassword(): (first: FirstSignIn) => void {
  const t = useT();
  const { modal } = App.useApp();
  return (first) =>
    modal.success({
      title: t("people.first_password"),
      content: (
        <>
          <p>{t("people.first_password_text", { name: first.person.name })}</p>
          <p style={{ fontSize: 18, marginTop: 12 }} data-testid="first-password">
            <CopyId id={first.first_password} whole what={t("sign_in.password")} />
          </p>
        </>
      ),
    });
}

type Values = NewPerson & Pick<PersonChange, "state">;

function PersonForm({ open, onClose }: { open?: Person | "new"; onClose: () => void }) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const show = useFirstPassword();
  const old = open === "new" ? undefined : open;
  const required = [{ required: true, message: t("common.required") }];
  const send = async ({ state, ...values }: Values) => {
    const { name, roles } = values;
    if (old) await changePerson(old.id, { name, roles, state, version: old.version });
    else show(await createPerson(values));
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
      {!old && <InstitutionField />}
      <Form.Item
        name="login"
        label={t("people.login")}
        extra={t("people.login_rule")}
        rules={[
          { required: true, pattern: /^[a-z0-9._@-]{3,64}$/, message: t("people.login_rule") },
        ]}
      >
        <Input className="mono" maxLength={64} disabled={Boolean(old)} autoComplete="off" />
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
      {old && (
        <>
          <Form.Item name="state" label={t("common.state")} rules={required}>
            <Select
              options={["active", "suspended"].map((value) => ({
                value,
                label: word("general_state", value),
              }))}
            />
          </Form.Item>
          <ConfirmButton
            danger
            text={t("people.reset")}
            title={t("people.reset_title")}
            act={async () => show(await resetPerson(old.id))}
          >
            {t("people.reset_text")}
          </ConfirmButton>
        </>
      )}
    </FormDrawer>
  );
}
