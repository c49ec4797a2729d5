import { PlusOutlined } from "@ant-design/icons";
import type { NewPartner, Partner } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { InstitutionField, useInstitutionName } from "@/identity/institutions/institution-field";
import { FormDrawer, Two } from "@/shared/form/form-drawer";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { plain, stated } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Time } from "@/shared/show/show";
import { createPartner, listPartners } from "./api";

export default function Partners() {
  const t = useT();
  const word = useWord();
  const { can } = useSession();
  const institution = useInstitutionName();
  const [making, setMaking] = useState(false);
  const list = useList(["partners"], listPartners);
  const columns: Column<Partner>[] = [
    {
      key: "name",
      title: "common.name",
      card: "title",
      ...plain((row) => row.name),
    },
    { key: "id", title: "common.row_id", card: "sub", cell: (row) => <CopyId id={row.id} /> },
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
      card: "sub",
      cell: (row) => row.roles.map((role) => word("role", role)).join(" · "),
    },
    {
      key: "rate",
      title: "partners.rate",
      align: "right",
      cell: (row) => <span className="tabular">{`${row.rate_per_s} / ${row.burst}`}</span>,
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
      cell: (row) => <Time at={row.created_at} />,
    },
  ];
  return (
    <Page
      title={t("partners.title")}
      lead={t("partners.lead")}
      actions={
        can("partners_write") && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setMaking(true)}
          >
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
          blank={{ title: t("partners.empty"), text: t("partners.empty_text") }}
        />
      </Section>
      <PartnerForm open={making} onClose={() => setMaking(false)} />
    </Page>
  );
}

function PartnerForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const word = useWord();
  const client = useQueryClient();
  const required = [{ required: true, message: t("common.required") }];
  return (
    <FormDrawer<NewPartner>
      open={open}
      title={t("partners.new")}
      initial={{ rate_per_s: 20, burst: 40 }}
      send={async (values) => {
        await createPartner(values);
        await client.invalidateQueries({ queryKey: ["partners"] });
      }}
      onClose={onClose}
      width={460}
    >
      <InstitutionField />
      <Form.Item name="name" label={t("common.name")} rules={required}>
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
      <Two>
        <Form.Item name="rate_per_s" label={t("partners.rate_per_s")} rules={required}>
          <InputNumber min={1} max={10_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="burst" label={t("partners.burst")} rules={required}>
          <InputNumber min={1} max={100_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </Two>
    </FormDrawer>
  );
}
