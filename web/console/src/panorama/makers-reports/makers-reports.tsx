import type { Report, ReportTaken } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { PersonName } from "@/identity/people/person-name";
import { RowErrors } from "@/panorama/imports/row-errors";
import { FileDrop } from "@/shared/form/file-drop";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Can, useSession } from "@/shared/session/session";
import { Time } from "@/shared/show/show";
import { listReports, sendReport } from "./api";

const columns: Column<Report>[] = [
  { key: "file", title: "imports.file", card: "title", cell: (row) => row.file_name },
  {
    key: "rows",
    title: "imports.rows",
    align: "right",
    card: "value",
    cell: (row) => <span className="tabular">{count(row.rows_total)}</span>,
  },
  { key: "by", title: "imports.by", cell: (row) => <PersonName id={row.created_by} /> },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.created_at} /> },
];

export default function MakersReports() {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  // A maker hands in what it made; what disagrees with the register is for its keepers to see.
  const compares = useSession().can("terminals_read");
  const [refused, setRefused] = useState<ReportTaken>();
  const list = useList(["makers-reports"], listReports);
  return (
    <Page title={t("shell.makers_reports")} lead={t("makers.lead")}>
      <Can right="makers_reports_write">
        <Section title={t("makers.upload")}>
          <FileDrop
            accept=".csv"
            hint={t("makers.drop_hint")}
            send={async (file) => {
              const taken = await sendReport(file);
              if (!taken.report) return setRefused(taken);
              setRefused(undefined);
              await client.invalidateQueries({ queryKey: ["makers-reports"] });
              if (compares) void navigate(`/makers-reports/${taken.report.id}`);
              else void message.success(t("makers.taken", { count: taken.report.rows_total }));
            }}
          />
        </Section>
      </Can>
      {refused && (
        <Section title={t("makers.refused", { count: refused.errors_total })} flush>
          <RowErrors errors={refused.errors} all={refused.errors_total} />
        </Section>
      )}
      <Section flush>
        <DataList
          label={t("shell.makers_reports")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={compares ? (row) => `/makers-reports/${row.id}` : undefined}
          blank={{ title: t("makers.empty"), text: t("makers.empty_text") }}
        />
      </Section>
    </Page>
  );
}
