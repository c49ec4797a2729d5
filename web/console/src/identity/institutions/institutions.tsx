import { PlusOutlined } from "@ant-design/icons";
import type { Institution, InstitutionChange, NewInstitution } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { at, named, plain, stated } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Tag } from "@/shared/show/show";
import { changeInstitution, createInstitution, listInstitutions } from "./api";

const kinds = ["network_branch", "bank", "payment_institution", "acquirer", "system_vendor"];

/** The name; and that it has a sandbox, whose payments are no money. */
function Name({ institution }: { institution: Institution }) {
  const t = useT();
  return (
    <>
      {institution.name}{" "}
      {institution.sandbox && (
        <Tag tone="ochre" plain>
          {t("sandbox.title")}
        </Tag>
      )}
    </>
  );
}

const columns: Column<Institution>[] = [
  {
    key: "id",
    title: "common.row_id",
    width: 70,
    align: "right",
    wide: true,
    card: "none",
    cell: (row) => <span className="tabular quiet">{row.id}</span>,
  },
  {
    key: "name",
    title: "common.name",
    card: "title",
    ...plain((row) => row.name),
    cell: (row) => <Name institution={row} />,
  },
  {
    key: "short",
    title: "institutions.short_name",
    card: "sub",
    ...plain((row) => row.short_name),
  },
  {
    key: "code",
    title: "institutions.code",
    card: "sub",
    cell: (row) => <CopyId id={row.code} />,
    value: (row) => row.code,
  },
  {
    key: "kind",
    title: "institutions.kind",
    card: "sub",
    ...named("institution_kind", (row) => row.kind),
  },
  {
    key: "state",
    title: "common.state",
    card: "value",
    ...stated("general_state", (row) => row.state),
  },
  {
    key: "created",
    title: "common.created_at",
    wide: true,
    card: "none",
    ...at((row) => row.created_at),
  },
];

export default function Institutions() {
  const t = useT();
  const { can } = useSession();
  const [open, setOpen] = useState<Institution | "new">();
  const list = useList(["institutions", "list"], () => listInstitutions());
  const writes = can("institutions_write");
  return (
    <Page
      title={t("institutions.title")}
      lead={t("institutions.lead")}
      actions={
        writes && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen("new")}>
            {t("institutions.new")}
          </Button>
        )
      }
    >
      <Section flush>
        <DataList
          label={t("institutions.title")}
          list={list}
          columns={columns}
          rowKey={(row) => String(row.id)}
          onOpen={writes ? setOpen : undefined}
          blank={{ title: t("institutions.empty") }}
        />
      </Section>
      <InstitutionForm open={open} onClose={() => setOpen(undefined)} />
    </Page>
  );
}

type Values = NewInstitution & Pick<InstitutionChange, "state">;

function InstitutionForm({ open, onClose }: { open?: Institution | "new"; onClose: () => void }) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const old = open === "new" ? undefined : open;
  const required = [{ required: true, whitespace: true, message: t("common.required") }];
  const send = async ({ state, ...values }: Values) => {
    const { name, short_name } = values;
    if (old) await changeInstitution(old.id, { name, short_name, state });
    else await createInstitution(values);
    await client.invalidateQueries({ queryKey: ["institutions"] });
  };
  return (
    <FormDrawer<Values>
      open={Boolean(open)}
      title={t(old ? "institutions.edit" : "institutions.new")}
      initial={old ?? { kind: "bank" }}
      send={send}
      onClose={onClose}
      width={460}
    >
      <Form.Item name="name" label={t("common.name")} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="short_name" label={t("institutions.short_name")} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="code"
        label={t("institutions.code")}
        extra={t("institutions.code_rule")}
        rules={[{ required: true, pattern: /^\d{8}$/, message: t("institutions.code_rule") }]}
      >
        <Input className="mono" maxLength={8} disabled={Boolean(old)} />
      </Form.Item>
      <Form.Item name="kind" label={t("institutions.kind")} rules={required}>
        <Select
          disabled={Boolean(old)}
          options={kinds.map((value) => ({ value, label: word("institution_kind", value) }))}
        />
      </Form.Item>
      {old && (
        <Form.Item name="state" label={t("common.state")} rules={required}>
          <Select
            options={["active", "suspended", "closed"].map((value) => ({
              value,
              label: word("general_state", value),
            }))}
          />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
