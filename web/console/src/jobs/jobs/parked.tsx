import type { Parked } from "@shancheng/api";
import { Button } from "antd";
import { useAction } from "@/shared/form/use-action";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { Mono, State, Time } from "@/shared/show/show";
import { listParked, rerunParked } from "./api";

/** Events that a subscriber could not take; nothing where there are none. */
export function ParkedEvents() {
  const t = useT();
  const { can } = useSession();
  const list = useList(["parked"], (cursor) => listParked(cursor), { every_ms: 30_000 });
  const rerun = useAction(rerunParked, { done: t("jobs.parked_done"), renews: ["parked"] });
  if (!list.rows?.length) return null;
  const columns: Column<Parked>[] = [
    {
      key: "subscriber",
      title: "jobs.parked_subscriber",
      card: "title",
      cell: (row) => row.subscriber,
    },
    {
      key: "aggregate",
      title: "jobs.parked_about",
      card: "sub",
      cell: (row) => <Mono>{row.aggregate}</Mono>,
    },
    {
      key: "state",
      title: "common.state",
      card: "value",
      width: 120,
      cell: (row) => <State group="parked_state" word={row.state} />,
    },
    {
      key: "tries",
      title: "jobs.tries",
      align: "right",
      width: 80,
      cell: (row) => <span className="tabular">{row.tries}</span>,
    },
    {
      key: "error",
      title: "jobs.error",
      cell: (row) => row.error ?? <span className="quiet">—</span>,
    },
    {
      key: "since",
      title: "jobs.parked_since",
      width: 150,
      cell: (row) => <Time at={row.parked_at} />,
    },
  ];
  if (can("jobs_rerun") && list.rows.some((row) => row.state === "dead")) {
    columns.push({
      key: "act",
      title: "common.actions",
      cell: (row) =>
        row.state === "dead" ? (
          <Button type="text" onClick={() => rerun.mutate(row)}>
            {t("jobs.parked_rerun")}
          </Button>
        ) : null,
    });
  }
  return (
    <Section title={t("jobs.parked")} flush>
      <DataList
        label={t("jobs.parked")}
        list={list}
        columns={columns}
        rowKey={(row) => `${row.institution_id}/${row.position}/${row.subscriber}`}
        blank={{ title: t("jobs.parked_empty") }}
      />
    </Section>
  );
}
