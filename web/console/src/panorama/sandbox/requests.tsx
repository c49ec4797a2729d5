import type { SandboxRequestRow } from "@shancheng/api";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Section } from "@/shared/page/page";
import { Mono, State, Tag, Time } from "@/shared/show/show";
import { listRequests } from "./api";
import styles from "./sandbox.module.css";

export function Status({ row }: { row: SandboxRequestRow }) {
  const tone = row.status < 400 ? "good" : row.status < 500 ? "warn" : "bad";
  return <Tag tone={tone}>{row.status}</Tag>;
}

const columns: Column<SandboxRequestRow>[] = [
  { key: "at", title: "common.time", width: 150, card: "sub", cell: (row) => <Time at={row.at} /> },
  {
    key: "target",
    title: "sandbox.request",
    card: "title",
    cell: (row) => (
      <span className={`mono ${styles.target}`}>
        <span className={styles.method}>{row.method}</span>
        {row.target.replace("/api/v1", "")}
      </span>
    ),
  },
  {
    key: "status",
    title: "sandbox.status",
    width: 90,
    card: "value",
    cell: (row) => <Status row={row} />,
  },
  {
    key: "code",
    title: "sandbox.problem",
    cell: (row) => <Mono>{row.problem_code}</Mono>,
  },
  {
    key: "signature",
    title: "sandbox.signature",
    width: 130,
    card: "mark",
    cell: (row) => (
      <State
        group="sandbox_signature"
        word={row.signature}
        tone={row.signature === "good" ? "good" : row.signature === "refused" ? "bad" : "info"}
      />
    ),
  },
  {
    key: "replayed",
    title: "sandbox.idempotency",
    wide: true,
    cell: (row) => <Replayed row={row} />,
  },
  {
    key: "duration",
    title: "sandbox.duration",
    align: "right",
    width: 100,
    wide: true,
    cell: (row) => <span className="tabular">{row.duration_ms} ms</span>,
  },
];

/** Whether the answer was the first one again. */
export function Replayed({ row }: { row: SandboxRequestRow }) {
  const t = useT();
  if (!row.idempotency_key) return <span className="quiet">—</span>;
  return <>{t(row.replayed ? "sandbox.first_again" : "sandbox.first")}</>;
}

/** What the sandbox's programs asked in the last week. */
export function Requests() {
  const t = useT();
  const filters = useFilters(["q", "refused", "signature"]);
  const { q, refused, signature } = filters.values;
  const list = useList(
    ["sandbox-requests", q, refused, signature],
    (cursor) => listRequests({ q, refused, signature }, cursor),
    { every_ms: 5_000 },
  );
  return (
    <Section flush>
      <FilterBar
        filters={filters}
        specs={[
          { type: "search", name: "q", label: "sandbox.search" },
          {
            type: "choice",
            name: "refused",
            label: "sandbox.outcome",
            options: [
              { value: "true", label: t("sandbox.outcome_problem") },
              { value: "false", label: t("sandbox.outcome_good") },
            ],
          },
          {
            type: "words",
            name: "signature",
            label: "sandbox.signature",
            group: "sandbox_signature",
            words: ["good", "refused", "console"],
          },
        ]}
      />
      <DataList
        label={t("sandbox.requests")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => `/sandbox/requests/${row.id}`}
        filtered={filters.count > 0}
        onClear={filters.clear}
        blank={{ title: t("sandbox.requests_empty"), text: t("sandbox.requests_empty_text") }}
      />
    </Section>
  );
}
