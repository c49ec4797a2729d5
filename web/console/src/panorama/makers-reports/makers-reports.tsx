import type { MakersReport } from "@shancheng/api";
import { useNavigate } from "react-router";
import { FileDrop } from "@/shared/form/file-drop";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Can } from "@/shared/session/session";
import { Tag, Time } from "@/shared/show/show";
import { listReports, sendReport } from "./api";

const columns: Column<MakersReport>[] = [
  { key: "maker", title: "makers.maker", card: "title", cell: (row) => row.maker },
  { key: "file", title: "imports.file", cell: (row) => row.file_name },
  {
    key: "rows",
    title: "imports.rows",
    align: "right",
    cell: (row) => <span className="tabular">{count(row.rows)}</span>,
  },
  {
    key: "differences",
    title: "makers.differences",
    align: "right",
    card: "value",
    cell: (row) => (
      <Tag tone={row.differences > 0 ? "warn" : "good"} plain>
        {count(row.differences)}
      </Tag>
    ),
  },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.created_at} /> },
];

export default function MakersReports() {
  const t = useT();
  const navigate = useNavigate();
  const list = useList(["makers-reports"], listReports);
  return (
    <Page title={t("shell.makers_reports")} lead={t("makers.lead")}>
      <Can right="makers_reports_write">
        <Section title={t("makers.upload")}>
          <FileDrop
            accept=".csv"
            send={async (file) => {
              const made = await sendReport(file);
              void navigate(`/makers-reports/${made.id}`);
            }}
          />
        </Section>
      </Can>
      <Section flush>
        <DataList
          label={t("shell.makers_reports")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/makers-reports/${row.id}`}
          blank={{ title: t("makers.empty"), text: t("makers.empty_text") }}
        />
      </Section>
    </Page>
  );
}
