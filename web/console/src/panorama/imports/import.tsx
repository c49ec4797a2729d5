import type { Import } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useT } from "@/shared/i18n";
import { Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { Facts, State, Time, Word } from "@/shared/show/show";
import { readImport } from "./api";
import { RowErrors } from "./row-errors";

const underWay = ["queued", "running"];

export default function ImportPage() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["imports", id],
    queryFn: () => readImport(id),
    refetchInterval: ({ state }) => (underWay.includes(state.data?.state ?? "") ? 1000 : false),
  });
  return (
    <Page
      title={query.data?.file_name ?? t("imports.title")}
      mark={query.data && <State group="import_state" word={query.data.state} />}
      back={{ to: "/imports", text: t("imports.title") }}
    >
      <Loaded query={query}>{(report) => <Report report={report} />}</Loaded>
    </Page>
  );
}

function Report({ report }: { report: Import }) {
  const t = useT();
  const { rows_done: done, rows_total: total } = report;
  return (
    <>
      <Section title={t("imports.report")}>
        <Facts
          facts={[
            { label: "imports.kind", value: <Word group="import_kind" word={report.kind} /> },
            { label: "imports.rows", value: <span className="tabular">{total}</span> },
            { label: "imports.bad", value: <span className="tabular">{report.errors_total}</span> },
            { label: "imports.by", value: report.requested_name },
            { label: "common.time", value: <Time at={report.created_at} /> },
          ]}
        />
      </Section>
      {underWay.includes(report.state) && (
        <Section>
          <div role="status" style={{ display: "grid", gap: 8 }}>
            {t("imports.progress", { done, total })}
            <progress
              max={Math.max(1, total)}
              value={done}
              style={{ width: "100%", accentColor: "var(--jade)" }}
            />
          </div>
        </Section>
      )}
      {report.state === "done" && (
        <Section>
          <BlankState title={t("imports.good_all", { count: done })} />
        </Section>
      )}
      {report.errors.length > 0 && (
        <Section title={t("imports.errors_title")} flush>
          <RowErrors errors={report.errors} all={report.errors_total} />
        </Section>
      )}
    </>
  );
}
