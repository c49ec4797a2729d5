import type { MakersDifference } from "@shancheng/api";
import { Link, useParams } from "react-router";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { CopyId, Mono, State } from "@/shared/show/show";
import { listDifferences } from "./api";

const columns: Column<MakersDifference>[] = [
  {
    key: "serial",
    title: "terminals.serial",
    card: "title",
    cell: (row) =>
      row.terminal_id ? (
        <Link to={`/terminals/${row.terminal_id}`} className="mono">
          {row.serial}
        </Link>
      ) : (
        <CopyId id={row.serial} whole />
      ),
  },
  {
    key: "kind",
    title: "makers.differences",
    card: "mark",
    cell: (row) => <State group="makers_difference" word={row.kind} tone="warn" />,
  },
  { key: "reported", title: "makers.reported", cell: (row) => <Mono>{row.reported}</Mono> },
  { key: "registered", title: "makers.registered", cell: (row) => <Mono>{row.registered}</Mono> },
];

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
