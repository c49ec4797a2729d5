import type { Acquirer } from "@shancheng/api";
import { useT } from "@/shared/i18n";
import { coded, named, plain } from "@/shared/list/cells";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { State } from "@/shared/show/show";
import { listAcquirers } from "./api";

const columns: Column<Acquirer>[] = [
  {
    key: "name",
    title: "acquirers.name",
    card: "title",
    ...plain((row) => row.name),
  },
  {
    key: "code",
    title: "element.acquirer_code",
    width: 140,
    card: "sub",
    ...coded((row) => row.code),
  },
  {
    key: "kind",
    title: "institutions.kind",
    width: 130,
    card: "sub",
    ...named("institution_kind", (row) => row.kind),
  },
  {
    key: "state",
    title: "common.state",
    width: 110,
    card: "value",
    cell: (row) => <State group="general_state" word={row.state} />,
  },
  { key: "links", title: "acquirers.links", cell: (row) => <Links acquirer={row} /> },
];

function Links({ acquirer }: { acquirer: Acquirer }) {
  if (acquirer.links.length === 0) return <span className="quiet">—</span>;
  return (
    <span style={{ display: "inline-flex", flexWrap: "wrap", gap: "4px 14px" }}>
      {acquirer.links.map((link) => (
        <span key={link.id} style={{ display: "inline-flex", gap: 6, alignItems: "center" }}>
          {link.name} <State group="link_state" word={link.state} />
        </span>
      ))}
    </span>
  );
}

export default function Acquirers() {
  const t = useT();
  const list = useList(["acquirers", "list"], () => listAcquirers());
  return (
    <Page title={t("acquirers.title")} lead={t("acquirers.lead")}>
      <Section flush>
        <DataList
          label={t("acquirers.title")}
          list={list}
          columns={columns}
          rowKey={(row) => String(row.institution_id)}
          to={(row) => `/acquirers/${row.institution_id}`}
          blank={{ title: t("acquirers.empty") }}
        />
      </Section>
    </Page>
  );
}
