import type { Approval } from "@shancheng/api";
import { Segmented } from "antd";
import { useT } from "@/shared/i18n";
import { at, named, plain } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { State } from "@/shared/show/show";
import { Subject } from "@/shared/show/subject";
import { listApprovals } from "./api";

const columns: Column<Approval>[] = [
  {
    key: "kind",
    title: "approvals.kind",
    card: "title",
    ...named("approval_kind", (row) => row.kind),
  },
  {
    key: "target",
    title: "approvals.target",
    cell: (row) => <Subject id={row.target} />,
    value: (row) => row.target,
  },
  {
    key: "by",
    title: "approvals.by",
    card: "sub",
    ...plain((row) => row.requested_name),
  },
  {
    key: "at",
    title: "approvals.at",
    card: "sub",
    ...at((row) => row.requested_at),
  },
  {
    key: "state",
    title: "common.state",
    card: "value",
    cell: (row) => <State group="approval_state" word={row.state} />,
  },
  {
    key: "decided",
    title: "approvals.decided_by",
    wide: true,
    card: "none",
    cell: (row) => row.decided_name ?? <span className="quiet">—</span>,
    value: (row) => row.decided_name,
  },
];

const tabs = ["pending", "approved", "rejected", "expired"] as const;

export default function Approvals() {
  const t = useT();
  const filters = useFilters(["state"]);
  const state = filters.values.state ?? "pending";
  const list = useList(["approvals", state], (cursor) => listApprovals(state, cursor), {
    every_ms: 15_000,
  });
  return (
    <Page
      title={t("approvals.title")}
      lead={t("approvals.lead")}
      actions={
        <Segmented
          aria-label={t("common.state")}
          value={state}
          onChange={(value) => filters.set({ state: value })}
          options={tabs.map((value) => ({ value, label: t(`approval_state.${value}`) }))}
        />
      }
    >
      <Section flush>
        <DataList
          label={t("approvals.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/approvals/${row.id}`}
          blank={{
            title: t("approvals.empty"),
            text: state === "pending" ? t("approvals.empty_text") : undefined,
          }}
        />
      </Section>
    </Page>
  );
}
