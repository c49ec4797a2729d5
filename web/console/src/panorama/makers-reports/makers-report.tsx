import type { ReportDifference } from "@shancheng/api";
import { useParams } from "react-router";
import { useT, useWord } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { CopyId, Mono, State } from "@/shared/show/show";
import { listDifferences } from "./api";

const columns: Column<ReportDifference>[] = [
  {
    key: "serial",
    title: "terminals.serial",
    card: "title",
    cell: (row) => <CopyId id={row.serial} whole />,
  },
  {
    key: "kind",
    title: "makers.differences",
    card: "mark",
    cell: (row) => <State group="makers_difference" word={row.kind} tone="warn" />,
  },
  { key: "reported", title: "makers.reported", cell: (row) => <Side of={row.reported} /> },
  { key: "registered", title: "makers.registered", cell: (row) => <Side of={row.registered} /> },
];

/** What one side says of a terminal. */
function Side({ of }: { of: ReportDifference["registered"] }) {
  const word = useWord();
  if (!of) return <span className="quiet">—</span>;
  return (
    <>
      {of.maker} {of.model}
      <div className="quiet" style={{ fontSize: 12.5 }}>
        {word("device_type", of.device_type)} <Mono>{of.acquirer_code}</Mono>
      </div>
    </>
  );
}

export default function MakersReportPage() {
  const t = useT();
  const { id = "" } = useParams();
  const list = useList(["makers-reports", id], (cursor) => listDifferences(id, cursor));
  return (
    <Page
      title={t("makers.differences")}
      lead={<CopyId id={id} whole />}
      back={{ to: "/makers-reports", text: t("shell.makers_reports") }}
    >
      <Section flush>
        <DataList
          label={t("makers.differences")}
          list={list}
          columns={columns}
          rowKey={(row) => `${row.serial}.${row.kind}`}
          blank={{ title: t("makers.none"), text: t("makers.none_text") }}
        />
      </Section>
    </Page>
  );
}
