import type { Acquirer, CutOffSet } from "@shancheng/api";
import { Button, Form } from "antd";
import { useState } from "react";
import { DateInput, TimeInput } from "@/shared/form/date-input";
import { FormDrawer, Two } from "@/shared/form/form-drawer";
import { useAsked } from "@/shared/form/use-asked";
import { useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Bleed, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Facts, Time } from "@/shared/show/show";
import { Subject } from "@/shared/show/subject";
import { setCutOff } from "./api";

interface Draft {
  from_day: string;
  cut_off: string;
}

const columns: Column<CutOffSet>[] = [
  {
    key: "from",
    title: "acquirers.cut_off_from",
    card: "title",
    cell: (row) => <span className="nowrap tabular">{row.from_day}</span>,
    value: (row) => row.from_day,
  },
  {
    key: "cut_off",
    title: "acquirers.cut_off",
    card: "value",
    cell: (row) => <span className="tabular">{row.cut_off}</span>,
    value: (row) => row.cut_off,
  },
  {
    key: "asked",
    title: "acquirers.cut_off_asked",
    cell: (row) => <Subject id={row.requested_by} />,
  },
  {
    key: "approved",
    title: "acquirers.cut_off_approved",
    cell: (row) => <Subject id={row.approved_by} />,
  },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.at} /> },
];

/** When the acquirer's business day ends, now and from which day on. */
export function CutOffSection({ acquirer }: { acquirer: Acquirer }) {
  const t = useT();
  const { can, me } = useSession();
  const asked = useAsked();
  const [editing, setEditing] = useState(false);
  const writes =
    can("acquirers_write") && (me.network || me.institution.id === acquirer.institution_id);
  const required = [{ required: true, message: t("common.required") }];
  const set = acquirer.cut_offs ?? [];
  return (
    <Section
      title={t("acquirers.cut_off")}
      extra={
        writes && <Button onClick={() => setEditing(true)}>{t("acquirers.cut_off_edit")}</Button>
      }
    >
      <p className="quiet" style={{ marginBottom: 14 }}>
        {t("acquirers.cut_off_text")}
      </p>
      <Facts
        facts={[
          {
            label: "acquirers.cut_off_now",
            value: <span className="tabular">{acquirer.cut_off}</span>,
          },
        ]}
      />
      {set.length > 0 && (
        <Bleed>
          <Rows
            label={t("acquirers.cut_off")}
            rows={set}
            columns={columns}
            rowKey={(row) => row.from_day}
          />
        </Bleed>
      )}
      <FormDrawer<Draft>
        open={editing}
        title={t("acquirers.cut_off_edit")}
        initial={{ cut_off: acquirer.cut_off }}
        send={async (draft) => asked((await setCutOff(acquirer.institution_id, draft)).approval)}
        onClose={() => setEditing(false)}
        fourEyes
      >
        <Two>
          <Form.Item
            name="cut_off"
            label={t("acquirers.cut_off")}
            extra={t("acquirers.cut_off_rule")}
            rules={required}
          >
            <TimeInput />
          </Form.Item>
          <Form.Item
            name="from_day"
            label={t("acquirers.cut_off_from")}
            extra={t("acquirers.cut_off_from_rule")}
            rules={required}
          >
            <DateInput />
          </Form.Item>
        </Two>
      </FormDrawer>
    </Section>
  );
}
