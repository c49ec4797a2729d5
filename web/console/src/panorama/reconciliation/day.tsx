import type { ReconSheet, StatusCount } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import { ConfirmButton } from "@/shared/form/confirm-button";
import { useAction } from "@/shared/form/use-action";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { Rows, type Column } from "@/shared/list/data-list";
import { LinkButton } from "@/shared/form/link-button";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { Can } from "@/shared/session/session";
import { CopyId, Facts, Money, State, Time } from "@/shared/show/show";
import { Subject } from "@/shared/show/subject";
import { closeDay, compareDay, readSheet } from "./api";

const columns = (id: string): Column<StatusCount>[] => [
  {
    key: "status",
    title: "recon.status",
    card: "title",
    // A plain match is no entry of the work list.
    cell: (row) =>
      row.status === "matched" ? (
        <State group="recon_status" word={row.status} />
      ) : (
        <Link to={`/reconciliation/results?day_id=${id}&status=${row.status}`}>
          <State group="recon_status" word={row.status} />
        </Link>
      ),
  },
  {
    key: "lines",
    title: "recon.lines",
    align: "right",
    cell: (row) => <span className="tabular">{count(row.lines)}</span>,
  },
  { key: "ours", title: "recon.ours", align: "right", cell: (row) => <Money fen={row.ours_fen} /> },
  {
    key: "theirs",
    title: "recon.theirs",
    align: "right",
    cell: (row) => <Money fen={row.theirs_fen} />,
  },
  {
    key: "difference",
    title: "recon.difference",
    align: "right",
    card: "value",
    cell: (row) => <Money fen={row.theirs_fen - row.ours_fen} sign />,
  },
];

function SheetFacts({ sheet }: { sheet: ReconSheet }) {
  const t = useT();
  const { day } = sheet;
  return (
    <Facts
      facts={[
        { label: "recon.ours", value: <Money fen={day.ours_fen} /> },
        { label: "recon.theirs", value: <Money fen={day.theirs_fen} /> },
        { label: "recon.difference", value: <Money fen={sheet.difference_fen} sign /> },
        { label: "recon.unexplained", value: <Money fen={sheet.unexplained_fen} /> },
        { label: "recon.open_lines", value: count(day.open_lines) },
        { label: "recon.file_version", value: day.file_version },
        { label: "recon.behind", value: t("recon.behind_text"), hide: !sheet.behind, wide: true },
        { label: "recon.closed_at", value: <Time at={day.closed_at} />, hide: !day.closed_at },
        {
          label: "recon.closed_by",
          value: day.closed_by && <Subject id={day.closed_by} />,
          hide: !day.closed_by,
        },
      ]}
    />
  );
}

export default function ReconciliationDay() {
  const t = useT();
  const { id = "" } = useParams();
  const acquirer = useAcquirerName();
  const query = useQuery({
    queryKey: ["reconciliation", "sheet", id],
    queryFn: () => readSheet(id),
  });
  const close = useAction(() => closeDay(id), {
    renews: ["reconciliation"],
    done: t("recon.closed_done"),
  });
  const compare = useAction(() => compareDay(id), { renews: ["reconciliation"] });
  const day = query.data?.day;
  return (
    <Page
      title={day ? `${day.business_date} ${acquirer(day.acquirer_id)}` : t("recon.sheet")}
      mark={day && <State group="recon_day_state" word={day.state} />}
      back={{ to: "/reconciliation", text: t("shell.reconciliation") }}
      lead={<CopyId id={id} whole />}
      actions={
        <>
          <LinkButton to={`/reconciliation/results?day_id=${id}&open=true`}>
            {t("recon.work")}
          </LinkButton>
          {day?.state === "open" && (
            <Can right="reconciliation_settle">
              <ConfirmButton
                text={t("recon.compare")}
                title={t("recon.compare_title")}
                act={() => compare.mutateAsync(undefined)}
              >
                {t("recon.compare_text")}
              </ConfirmButton>
              <ConfirmButton
                type="primary"
                text={t("recon.close")}
                title={t("recon.close_title")}
                act={() => close.mutateAsync(undefined)}
              >
                {t("recon.close_text")}
              </ConfirmButton>
            </Can>
          )}
        </>
      }
    >
      <Loaded query={query}>
        {(sheet) => (
          <>
            <Section title={t("recon.sheet")}>
              <SheetFacts sheet={sheet} />
            </Section>
            <Section title={t("recon.by_status")} flush>
              <Rows
                label={t("recon.by_status")}
                rows={sheet.counts}
                columns={columns(id)}
                rowKey={(row) => row.status}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
