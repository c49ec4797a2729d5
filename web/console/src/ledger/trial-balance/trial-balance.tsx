import { http, type TrialBalance } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { count } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { useFilters } from "@/shared/list/use-filters";
import { Rows, type Column } from "@/shared/list/data-list";
import { Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { Money, Tag, Word } from "@/shared/show/show";

type Row = TrialBalance["rows"][number];

const columns: Column<Row>[] = [
  {
    key: "kind",
    title: "ledger.kind",
    card: "title",
    cell: (row) => <Word group="account_kind" word={row.kind} />,
  },
  {
    key: "accounts",
    title: "trial.accounts",
    align: "right",
    cell: (row) => <span className="tabular">{count(row.accounts)}</span>,
  },
  {
    key: "debits",
    title: "ledger.debits",
    align: "right",
    cell: (row) => <Money fen={row.debits_fen} />,
  },
  {
    key: "credits",
    title: "ledger.credits",
    align: "right",
    cell: (row) => <Money fen={row.credits_fen} />,
  },
];

/** Today in the local zone as `2026-11-22`. */
export function today(now = new Date()): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export default function TrialBalancePage() {
  const t = useT();
  const filters = useFilters(["day"]);
  const day = filters.values.day ?? today();
  const query = useQuery({
    queryKey: ["trial-balance", day],
    queryFn: () => http.get<TrialBalance>("ledger/trial-balance", { day }),
  });
  return (
    <Page
      title={t("trial.title")}
      lead={t("trial.lead")}
      actions={
        <Input
          type="date"
          aria-label={t("trial.day")}
          style={{ width: 160 }}
          max={today()}
          value={day}
          onChange={(event) => filters.set({ day: event.target.value })}
        />
      }
    >
      <Loaded query={query}>
        {(trial) => (
          <Section
            title={trial.day}
            extra={
              trial.debits_fen === trial.credits_fen ? (
                <Tag tone="good">{t("trial.balanced")}</Tag>
              ) : (
                <Tag tone="bad">{t("trial.unbalanced")}</Tag>
              )
            }
            flush
          >
            {trial.rows.length === 0 ? (
              <BlankState title={t("trial.empty")} />
            ) : (
              <>
                <Rows
                  label={t("trial.title")}
                  rows={trial.rows}
                  columns={columns}
                  rowKey={(row) => row.kind}
                />
                <div
                  style={{
                    display: "flex",
                    justifyContent: "flex-end",
                    gap: 32,
                    padding: "14px 20px",
                    borderTop: "1px solid var(--line)",
                    fontWeight: 600,
                    flexWrap: "wrap",
                  }}
                >
                  <span>{t("trial.total")}</span>
                  <span>
                    <span className="quiet">{t("ledger.debit")}</span>{" "}
                    <Money fen={trial.debits_fen} />
                  </span>
                  <span>
                    <span className="quiet">{t("ledger.credit")}</span>{" "}
                    <Money fen={trial.credits_fen} />
                  </span>
                </div>
              </>
            )}
          </Section>
        )}
      </Loaded>
    </Page>
  );
}
