import { http, type Page as PageOf, type Reversal } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Link } from "react-router";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useAction } from "@/shared/form/use-action";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { CopyId, Money, State, Time, Word } from "@/shared/show/show";

const listReversals = (state: string | undefined, cursor?: string) =>
  http.get<PageOf<Reversal>>("reversals", { state, cursor, limit: 50 });

const states = ["pending", "sending", "acknowledged", "handed_over", "resolved"];
const open = new Set(["pending", "waiting", "sending", "staff", "handed_over"]);

export default function Reversals() {
  const t = useT();
  const client = useQueryClient();
  const { can } = useSession();
  const filters = useFilters(["state"]);
  const list = useList(
    ["reversals", filters.values],
    (cursor) => listReversals(filters.values.state, cursor),
    { every_ms: 10_000 },
  );
  const retry = useAction((id: string) => http.post(`reversals/${id}/retry`), {
    renews: ["reversals"],
  });
  const columns: Column<Reversal>[] = [
    { key: "at", title: "common.time", width: 140, cell: (row) => <Time at={row.created_at} /> },
    {
      key: "payment",
      title: "reversals.payment",
      card: "title",
      cell: (row) => (
        <Link to={`/payments/${row.payment_id}`}>
          <span className="mono">…{row.payment_id.slice(-8)}</span>
        </Link>
      ),
    },
    {
      key: "amount",
      title: "common.amount",
      align: "right",
      card: "value",
      cell: (row) => <Money fen={row.amount_fen} />,
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      cell: (row) => <State group="reversal_state" word={row.state} />,
    },
    {
      key: "reason",
      title: "reversals.reason",
      cell: (row) => <Word group="reversal_reason" word={row.reason} />,
    },
    {
      key: "link",
      title: "reversals.link",
      cell: (row) => row.link_name || <CopyId id={row.link_id} />,
    },
    {
      key: "tries",
      title: "reversals.tries",
      align: "right",
      cell: (row) => <span className="tabular">{row.tries}</span>,
    },
    {
      key: "next",
      title: "reversals.next_at",
      wide: true,
      cell: (row) => <Time at={row.next_at} />,
    },
    {
      key: "error",
      title: "reversals.last_error",
      wide: true,
      cell: (row) => row.last_error ?? row.note ?? <span className="quiet">—</span>,
    },
    {
      key: "act",
      title: "common.actions",
      cell: (row) =>
        can("reversals_write") && open.has(row.state) ? (
          <span style={{ display: "inline-flex", gap: 4 }}>
            <Button type="text" onClick={() => retry.mutate(row.id)}>
              {t("reversals.retry")}
            </Button>
            <ConfirmButton
              type="text"
              text={t("reversals.resolve")}
              title={t("reversals.resolve_title")}
              note="required"
              act={async (note) => {
                await http.post(`reversals/${row.id}/resolve`, { note });
                await client.invalidateQueries({ queryKey: ["reversals"] });
              }}
            >
              {t("reversals.resolve_text")}
            </ConfirmButton>
          </span>
        ) : null,
    },
  ];
  return (
    <Page title={t("reversals.title")} lead={t("reversals.lead")}>
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            {
              type: "words",
              name: "state",
              label: "common.state",
              group: "reversal_state",
              words: states,
            },
          ]}
        />
        <DataList
          label={t("reversals.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("reversals.empty"), text: t("reversals.empty_text") }}
        />
      </Section>
    </Page>
  );
}
