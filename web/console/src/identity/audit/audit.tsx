import type { AuditEntry } from "@shancheng/api";
import { App, Button, Drawer } from "antd";
import { useState } from "react";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Code, CopyId, Facts, Mono, Time, Word, changes } from "@/shared/show/show";
import { usePhone } from "@/shared/use-phone";
import { useProblemText } from "@/shared/page/states";
import { filterNames, listAudit, verifyAudit } from "./api";

const columns: Column<AuditEntry>[] = [
  { key: "at", title: "common.time", width: 150, cell: (row) => <Time at={row.at} /> },
  {
    key: "action",
    title: "audit.action",
    card: "title",
    cell: (row) => <Action action={row.action} />,
  },
  { key: "actor", title: "audit.actor", card: "value", cell: (row) => row.actor_name },
  { key: "target", title: "audit.target", cell: (row) => <CopyId id={row.target} /> },
  {
    key: "detail",
    title: "audit.detail",
    wide: true,
    card: "none",
    cell: (row) => <Brief detail={row.detail} />,
  },
];

function Action({ action }: { action: string }) {
  return (
    <span title={action}>
      <Word group="audit_action" word={action} />
    </span>
  );
}

function Brief({ detail }: { detail: unknown }) {
  const text = changes(null, detail)
    .map(({ path, after }) => `${path} ${after}`)
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
    <Page title={t("audit.title")} lead={t("audit.lead")} actions={<Verify />}>
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "time", from: "from", until: "to", label: "common.time" },
            { type: "text", name: "actor", label: "audit.actor", width: 200 },
            { type: "text", name: "action", label: "audit.action", width: 180 },
            { type: "text", name: "target", label: "audit.target", width: 220 },
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
                { label: "common.time", value: <Time at={open.at} /> },
                { label: "audit.actor", value: open.actor_name },
                { label: "audit.action", value: <Mono>{open.action}</Mono> },
                { label: "audit.target", wide: true, value: <CopyId id={open.target} whole /> },
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
