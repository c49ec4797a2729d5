import type { WorkingDay, WorkingDaysTaken } from "@shancheng/api";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { RowErrors } from "@/panorama/imports/row-errors";
import { FileDrop } from "@/shared/form/file-drop";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { useSession } from "@/shared/session/session";
import { State, Time } from "@/shared/show/show";
import { listWorkingDays, sendWorkingDays } from "./api";

const columns: Column<WorkingDay>[] = [
  {
    key: "day",
    title: "settlement.day",
    card: "title",
    cell: (row) => <span className="nowrap tabular">{row.day}</span>,
    value: (row) => row.day,
  },
  {
    key: "works",
    title: "common.state",
    card: "mark",
    cell: (row) => <State group="working_day_state" word={row.works ? "works" : "off"} />,
  },
  { key: "name", title: "settlement.day_name", card: "sub", cell: (row) => row.name },
  { key: "at", title: "common.time", cell: (row) => <Time at={row.added_at} /> },
];

/** Days that are not as their weekday says. */
export default function WorkingDays() {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { can, me } = useSession();
  const [refused, setRefused] = useState<WorkingDaysTaken>();
  const list = useList(["working-days"], listWorkingDays);
  const take = async (file: File) => {
    const taken = await sendWorkingDays(file);
    setRefused(taken.errors_total > 0 ? taken : undefined);
    if (taken.errors_total > 0) return;
    await client.invalidateQueries({ queryKey: ["working-days"] });
    void message.success(t("settlement.days_taken", { count: taken.taken }));
  };
  return (
    <Page title={t("settlement.calendar")} lead={t("settlement.calendar_lead")}>
      {can("clearing_settle") && me.network && (
        <Section title={t("settlement.calendar_import")}>
          <FileDrop accept=".csv,.xlsx" hint={t("settlement.calendar_hint")} send={take} />
        </Section>
      )}
      {refused && (
        <Section title={t("fees.bins_refused", { count: refused.errors_total })} flush>
          <RowErrors errors={refused.errors} all={refused.errors_total} />
        </Section>
      )}
      <Section flush>
        <DataList
          label={t("settlement.calendar")}
          list={list}
          columns={columns}
          rowKey={(row) => row.day}
          blank={{
            title: t("settlement.calendar_empty"),
            text: t("settlement.calendar_empty_text"),
          }}
        />
      </Section>
    </Page>
  );
}
