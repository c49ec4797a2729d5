import type { Job } from "@shancheng/api";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { State, Time, Word } from "@/shared/show/show";
import { listJobs } from "./api";
import { ParkedEvents } from "./parked";

const states = ["queued", "running", "done", "dead", "superseded"];

function Kind({ kind }: { kind: string }) {
  return (
    <span title={kind}>
      <Word group="job_kind" word={kind} />
    </span>
  );
}

const columns: Column<Job>[] = [
  { key: "kind", title: "common.kind", card: "title", cell: (row) => <Kind kind={row.kind} /> },
  {
    key: "state",
    title: "common.state",
    card: "value",
    width: 120,
    cell: (row) => <State group="job_state" word={row.state} />,
  },
  {
    key: "tries",
    title: "jobs.tries",
    align: "right",
    width: 80,
    cell: (row) => <span className="tabular">{row.tries}</span>,
  },
  { key: "run", title: "jobs.run_at", width: 150, cell: (row) => <Time at={row.due_at} /> },
  {
    key: "error",
    title: "jobs.error",
    cell: (row) => row.error ?? <span className="quiet">—</span>,
  },
  {
    key: "created",
    title: "common.created_at",
    wide: true,
    card: "none",
    width: 150,
    cell: (row) => <Time at={row.created_at} />,
  },
];

export default function Jobs() {
  const t = useT();
  const filters = useFilters(["state", "kind", "routine"]);
  const list = useList(["jobs", filters.values], (cursor) => listJobs(filters.values, cursor), {
    every_ms: 10_000,
  });
  const dead = filters.values.state === "dead" && !filters.values.kind;
  return (
    <Page title={t("jobs.title")} lead={t("jobs.lead")}>
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "job_state",
              words: states,
            },
            { type: "text", name: "kind", label: "common.kind", width: 200 },
            {
              type: "choice",
              name: "routine",
              label: "jobs.routine",
              options: [{ value: "all", label: t("jobs.routine_all") }],
            },
          ]}
        />
        <DataList
          label={t("jobs.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/jobs/${row.id}`}
          filtered={filters.count > 0 && !dead}
          onClear={filters.clear}
          blank={
            dead
              ? { title: t("jobs.empty_dead"), text: t("jobs.empty_dead_text") }
              : { title: t("jobs.empty") }
          }
        />
      </Section>
      <ParkedEvents />
    </Page>
  );
}
