import type { Reversal } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useLinkName } from "@/panorama/acquirers/use-acquirers";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useAction } from "@/shared/form/use-action";
import { useResponseText } from "@/panorama/payments/time-line";
import { useT } from "@/shared/i18n";
import { at, paid, plain, stated } from "@/shared/list/cells";
import { worded } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Mono, Word } from "@/shared/show/show";
import { listReversals, resolveReversal, retryReversal } from "./api";

const states = ["pending", "acknowledged", "staff", "resolved"];

export default function Reversals() {
  const t = useT();
  const client = useQueryClient();
  const { can } = useSession();
  const link = useLinkName();
  const filters = useFilters(["state"]);
  const { state } = filters.values;
  const list = useList(["reversals", state], (cursor) => listReversals(state, cursor), {
    every_ms: 10_000,
  });
  const answer = useResponseText();
  const retry = useAction(retryReversal, { renews: ["reversals"] });
  const writes = can("reversals_write");
  const columns: Column<Reversal>[] = [
    {
      key: "at",
      title: "common.time",
      width: 140,
      card: "sub",
      ...at((row) => row.created_at),
    },
    {
      key: "merchant",
      title: "payments.merchant",
      card: "title",
      ...plain((row) => row.merchant_name),
    },
    {
      key: "payment",
      title: "reversals.terminal",
      card: "sub",
      cell: (row) => <Mono>{`${row.terminal_code}\u00a0/\u00a0${row.trace_no}`}</Mono>,
      value: (row) => `${row.terminal_code} / ${row.trace_no}`,
    },
    {
      key: "amount",
      title: "common.amount",
      align: "right",
      card: "value",
      ...paid((row) => row.amount_fen),
    },
    {
      key: "state",
      title: "common.state",
      card: "mark",
      ...stated("reversal_state", (row) => row.state),
    },
    {
      key: "reason",
      title: "reversals.reason",
      card: "sub",
      cell: (row) => (
        <>
          <span className="nowrap">
            <Word group="reversal_reason" word={row.reason} />
          </span>
          {row.note && <div className="quiet">{row.note}</div>}
        </>
      ),
      ...worded("reversal_reason", (row) => row.reason),
    },
    {
      key: "link",
      title: "reversals.link",
      card: "sub",
      cell: (row) => <span className="nowrap">{link(row.link_id)}</span>,
      value: (row) => link(row.link_id),
    },
    {
      key: "tries",
      title: "reversals.tries",
      align: "right",
      cell: (row) => <span className="tabular">{row.tries}</span>,
      value: (row) => row.tries,
    },
    {
      key: "tried",
      title: "reversals.tried_at",
      wide: true,
      ...at((row) => row.tried_at, "ago"),
    },
    {
      key: "answer",
      title: "reversals.last_error",
      wide: true,
      cell: (row) =>
        row.response_code ? (
          <span className="cut" title={answer(row.response_code, "")}>
            <Mono>{row.response_code}</Mono> {answer(row.response_code, "")}
          </span>
        ) : (
          <span className="quiet">—</span>
        ),
      value: (row) => row.response_code,
    },
  ];
  // A column of actions stands only where there is something to do.
  const open = (row: Reversal) => row.state === "pending" || row.state === "staff";
  if (writes && list.rows?.some(open)) {
    columns.push({
      key: "act",
      title: "common.actions",
      cell: (row) =>
        open(row) ? (
          <span className="nowrap">
            <Button type="text" onClick={() => retry.mutate(row.id)}>
              {t("reversals.retry")}
            </Button>
            <ConfirmButton
              type="text"
              text={t("reversals.resolve")}
              title={t("reversals.resolve_title")}
              note="required"
              act={async (note) => {
                await resolveReversal(row.id, note);
                await client.invalidateQueries({ queryKey: ["reversals"] });
              }}
            >
              {t("reversals.resolve_text")}
            </ConfirmButton>
          </span>
        ) : null,
    });
  }
  return (
    <Page
      title={t("reversals.title")}
      lead={t("reversals.lead")}
      actions={<ListExport list={list} columns={columns} name="reversals" />}
    >
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
          to={(row) => `/payments/${row.payment_id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("reversals.empty"), text: t("reversals.empty_text") }}
        />
      </Section>
    </Page>
  );
}
