import type { Import } from "@shancheng/api";
import { useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Mono } from "@/shared/show/show";

export type RowError = Import["errors"][number];

const columns: Column<RowError>[] = [
  {
    key: "row",
    title: "imports.row",
    width: 80,
    align: "right",
    card: "value",
    cell: (row) => <span className="tabular">{row.row}</span>,
  },
  {
    key: "column",
    title: "imports.field",
    width: 200,
    card: "title",
    cell: (row) => <Mono>{row.column}</Mono>,
  },
  { key: "rule", title: "imports.rule", cell: (row) => row.rule },
  { key: "value", title: "imports.value", cell: (row) => <Mono>{row.value}</Mono> },
];

/** What is wrong with a file, row by row. */
export function RowErrors({ errors, all }: { errors: RowError[]; all: number }) {
  const t = useT();
  return (
    <>
      <p style={{ padding: "0 20px 12px", color: "var(--bad)" }} role="status">
        {t("imports.bad_some", { bad: all })}{" "}
        {all > errors.length && t("imports.more_errors", { count: errors.length, all })}
      </p>
      <Rows
        label={t("imports.errors_title")}
        rows={errors}
        columns={columns}
        rowKey={(row) => `${row.row}.${row.column}.${row.rule}`}
      />
    </>
  );
}
