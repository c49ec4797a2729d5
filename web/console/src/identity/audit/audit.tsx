import type { AuditEntry } from "@shancheng/api";
import { App, Button, Drawer, Select } from "antd";
import { useState } from "react";
import { useEverybody } from "@/identity/people/person-name";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { at } from "@/shared/list/cells";
import { worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar, type PickProps } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Code, Facts, Mono, Time, Word, changes } from "@/shared/show/show";
import { ActorName } from "@/shared/show/history";
import { Subject } from "@/shared/show/subject";
import { usePhone } from "@/shared/use-phone";
import { useProblemText } from "@/shared/page/states";
import { filterNames, listAudit, verifyAudit } from "./api";

const columns: Column<AuditEntry>[] = [
  {
    key: "at",
    title: "common.time",
    width: 150,
    card: "sub",
    ...at((row) => row.at),
  },
  {
    key: "action",
    title: "audit.action",
    card: "title",
    cell: (row) => <Action action={row.action} />,
    ...worded("audit_action", (row) => row.action),
  },
  {
    key: "actor",
    title: "audit.actor",
    card: "value",
    cell: (row) => <ActorName actor={row.actor} name={row.actor_name} />,
    value: (row) => row.actor_name,
  },
  {
    key: "target",
    title: "audit.target",
    card: "sub",
    cell: (row) => <Subject id={row.target} />,
    value: (row) => row.target,
  },
  {
    key: "detail",
    title: "audit.detail",
    wide: true,
    card: "none",
    cell: (row) => <Brief detail={row.detail} />,
    csv: (row) => JSON.stringify(row.detail),
  },
];

const actions = Object.keys(sections.audit_action);
const names: object = sections.asked_field;
const texts = (group: string): object => (sections as Record<string, object>)[group] ?? {};

function Action({ action }: { action: string }) {
  return (
    <span title={action}>
      <Word group="audit_action" word={action} />
    </span>
  );
}

/** Fields whose values are words, and of which kinds. */
const wordedFields: Record<string, string[]> = {
  kind: ["approval_kind", "institution_kind", "merchant_kind"],
  state: ["link_state", "general_state"],
  mac_profile: ["mac_profile"],
  dialect: ["dialect"],
  purpose: ["key_purpose"],
};

/** What a deed says of itself in one line: what has a name for people, and a value. */
function Brief({ detail }: { detail: unknown }) {
  const word = useWord();
  const text = changes(null, detail)
    .map(({ path, after }) => ({ field: path.replace(/^asked\.(draft\.)?/, ""), after }))
    .filter(({ field, after }) => field in names && !["—", "[]", "{}"].includes(after))
    .map(({ field, after }) => {
      const group = wordedFields[field]?.find((one) => after in texts(one));
      return `${word("asked_field", field)} ${group ? word(group, after) : after}`;
    })
    .join(" · ");
  return <span className="quiet">{text.length > 70 ? `${text.slice(0, 70)}…` : text}</span>;
}

export default function Audit() {
  const t = useT();
  const phone = usePhone();
  const filters = useFilters(filterNames);
  const [open, setOpen] = useState<AuditEntry>();
  const list = useList(["audit", filters.values], (cursor) => listAudit(filters.values, cursor));
  return (
    <Page
      title={t("audit.title")}
      lead={t("audit.lead")}
      actions={
        <>
          <ListExport list={list} columns={columns} name="audit" />
          <Verify />
        </>
      }
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "time", from: "from", until: "to", label: "common.time" },
            { type: "pick", name: "actor", label: "audit.actor", control: ActorFilter },
            {
              type: "words",
              name: "action",
              label: "audit.action",
              group: "audit_action",
              words: actions,
            },
            { type: "text", name: "target", label: "audit.target_id", width: 250 },
          ]}
        />
        <DataList
          label={t("audit.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={setOpen}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("audit.empty") }}
        />
      </Section>
      <Drawer
        open={Boolean(open)}
        title={open && <Action action={open.action} />}
        size={phone ? "100%" : 520}
        onClose={() => setOpen(undefined)}
      >
        {open && (
          <>
            <Facts
              facts={[
                { label: "common.time", value: <Time at={open.at} exact /> },
                {
                  label: "audit.actor",
                  value: <ActorName actor={open.actor} name={open.actor_name} />,
                },
                { label: "audit.action", value: <Mono>{open.action}</Mono> },
                { label: "audit.target", wide: true, value: <Subject id={open.target} whole /> },
              ]}
            />
            <div style={{ marginTop: 16 }}>
              <Code value={open.detail} label={t("audit.detail")} />
            </div>
          </>
        )}
      </Drawer>
    </Page>
  );
}

/** Who did it, by name; nothing for whoever may not see people. */
function ActorFilter({ value, onChange, label, block }: PickProps) {
  const { can } = useSession();
  const everybody = useEverybody();
  if (!can("people_read")) return null;
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
      options={everybody.map((row) => ({
        value: row.id,
        label: `${row.name} ${row.login}`,
      }))}
      popupMatchSelectWidth={false}
      style={{ width: block ? "100%" : 150 }}
    />
  );
}

/** Walks the own institution's trail and says whether it is whole. */
function Verify() {
  const t = useT();
  const text = useProblemText();
  const { notification } = App.useApp();
  const [busy, setBusy] = useState(false);
  const verify = async () => {
    setBusy(true);
    try {
      const { entries, broken } = await verifyAudit();
      if (broken)
        notification.error({
          title: t("audit.verify_bad", { number: broken.number, why: broken.why }),
        });
      else notification.success({ title: t("audit.verify_good", { count: entries }) });
    } catch (caught) {
      notification.error({ title: text(caught) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={busy} onClick={() => void verify()}>
      {t("audit.verify")}
    </Button>
  );
}
