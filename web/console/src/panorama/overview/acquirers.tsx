import type { AcquirerHealth } from "@shancheng/api";
import { permille } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { BlankState } from "@/shared/page/states";
import { State, Tag } from "@/shared/show/show";

const columns: Column<AcquirerHealth>[] = [
  { key: "name", title: "overview.acquirer", card: "title", cell: (row) => row.name },
  {
    key: "link",
    title: "overview.link",
    card: "value",
    width: 140,
    cell: (row) => <State group="link_state" word={row.link_state} />,
  },
  {
    key: "rate",
    title: "overview.rate",
    align: "right",
    cell: (row) => <span className="tabular">{row.rate_per_s.toFixed(1)}</span>,
  },
  {
    key: "approval",
    title: "overview.approval",
    align: "right",
    cell: (row) => <span className="tabular">{permille(row.approval_rate_permille)}</span>,
  },
  {
    key: "p95",
    title: "overview.latency_chart",
    align: "right",
    cell: (row) => <span className="tabular">{row.p95_ms}</span>,
  },
  {
    key: "saf",
    title: "overview.depth",
    align: "right",
    cell: (row) =>
      row.saf_depth > 0 ? (
        <Tag tone="warn" plain>
          {row.saf_depth}
        </Tag>
      ) : (
        <span className="tabular">0</span>
      ),
  },
];

export function Acquirers({ acquirers }: { acquirers: AcquirerHealth[] }) {
  const t = useT();
  if (acquirers.length === 0) return <BlankState title={t("common.empty_title")} />;
  return (
    <Rows
      label={t("overview.acquirers")}
      rows={acquirers}
      columns={columns}
      rowKey={(row) => String(row.id)}
      to={(row) => `/acquirers/${row.id}`}
    />
  );
}
