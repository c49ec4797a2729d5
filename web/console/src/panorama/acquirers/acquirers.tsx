import type { Acquirer } from "@shancheng/api";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Mono, State } from "@/shared/show/show";
import { listAcquirers } from "./api";

const columns: Column<Acquirer>[] = [
  { key: "name", title: "acquirers.name", card: "title", cell: (row) => row.name },
  { key: "code", title: "element.acquirer_code", cell: (row) => <Mono>{row.code}</Mono> },
  {
    key: "state",
    title: "common.state",
    card: "value",
    cell: (row) => <State group="general_state" word={row.state} />,
  },
  {
    key: "links",
    title: "acquirers.links",
    cell: (row) =>
      row.links.length === 0 ? (
        <span className="quiet">—</span>
      ) : (
        <span style={{ display: "inline-flex", flexWrap: "wrap", gap: 10 }}>
          {row.links.map((link) => (
            <span key={link.id} style={{ display: "inline-flex", gap: 6, alignItems: "center" }}>
              {link.name} <State group="link_state" word={link.health?.state ?? link.state} />
            </span>
          ))}
        </span>
      ),
  },
  {
    key: "distance",
    title: "acquirers.distance",
    align: "right",
    wide: true,
    cell: (row) => <span className="tabular">{row.policy.distance_max_m}</span>,
  },
];

export default function Acquirers() {
  const t = useT();
  const list = useList(["acquirers", "list"], () => listAcquirers(), { every_ms: 10_000 });
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
