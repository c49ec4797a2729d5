import type { Import } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { Facts, Mono, State, Time, Word } from "@/shared/show/show";
import { readImport } from "./api";

type RowError = Import["errors"][number];

const columns: Column<RowError>[] = [
  {
    key: "row",
    title: "imports.rows",
    width: 90,
    align: "right",
    card: "value",
    cell: (row) => <span className="tabular">{row.row}</span>,
  },
  {
    key: "field",
    title: "imports.field",
    width: 200,
    card: "title",
    cell: (row) => <Mono>{row.field}</Mono>,
  },
  { key: "message", title: "imports.message", cell: (row) => row.message },
];

export default function ImportPage() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["imports", id],
    queryFn: () => readImport(id),
    refetchInterval: ({ state }) =>
      ["received", "checking"].includes(state.data?.state ?? "") ? 1000 : false,
  });
  return (
    <Page
      title={query.data?.file_name ?? t("imports.title")}
      mark={
        query.data && (
          <State
            group="import_state"
            word={query.data.state}
            tone={query.data.rows_bad > 0 ? "bad" : undefined}
          />
        )
      }
      back={{ to: "/imports", text: t("imports.title") }}
    >
      <Loaded query={query}>
        {(report) => (
          <>
            <Section title={t("imports.report")}>
              <Facts
                facts={[
                  { label: "imports.kind", value: <Word group="import_kind" word={report.kind} /> },
                  { label: "imports.rows", value: <span className="tabular">{report.rows}</span> },
                  {
                    label: "imports.bad",
                    value: <span className="tabular">{report.rows_bad}</span>,
                  },
                  { label: "imports.by", value: report.created_by_name },
                  { label: "common.time", value: <Time at={report.created_at} /> },
                ]}
              />
            </Section>
            <Section
              title={report.errors.length > 0 ? t("imports.errors_title") : undefined}
              flush={report.errors.length > 0}
            >
              {report.errors.length === 0 ? (
                <BlankState title={t("imports.good_all", { count: report.rows_good })} />
              ) : (
                <>
                  <p style={{ padding: "0 20px 12px", color: "var(--bad)" }}>
                    {t("imports.bad_some", { bad: report.rows_bad })}
                  </p>
                  <Rows
                    label={t("imports.errors_title")}
                    rows={report.errors}
                    columns={columns}
                    rowKey={(row) => `${row.row}.${row.field}.${row.code}`}
                  />
                </>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
