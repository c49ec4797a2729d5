import type { RowError } from "@shancheng/api";
import { useLanguage, useT, useWord } from "@/shared/i18n";
import { rowErrorText } from "@/shared/i18n/problem";
import { Rows, type Column } from "@/shared/list/data-list";
import { Mono } from "@/shared/show/show";

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
    cell: (row) => <ColumnName column={row.column} />,
  },
  { key: "rule", title: "imports.rule", cell: (row) => <Broken row={row} /> },
  { key: "value", title: "imports.value", cell: (row) => <Mono>{row.value}</Mono> },
];

function ColumnName({ column }: { column: string }) {
  const word = useWord();
  if (!column) return <span className="quiet">—</span>;
  return (
    <>
      {word("import_column", column)} <Mono>{column}</Mono>
    </>
  );
}

function Broken({ row }: { row: RowError }) {
  const { language } = useLanguage();
  return rowErrorText(row, language);
}

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
