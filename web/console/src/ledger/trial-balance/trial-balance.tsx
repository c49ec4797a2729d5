import type { TrialBalance } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import {
  useInstitutionChoices,
  useInstitutionName,
} from "@/identity/institutions/institution-field";
import { readTrialBalance } from "@/ledger/accounts/api";
import { DateInput } from "@/shared/form/date-input";
import { useT } from "@/shared/i18n";
import { counted, named, paid } from "@/shared/list/cells";
import { priced } from "@/shared/list/csv";
import { Rows, type Column } from "@/shared/list/data-list";
import { useFilters } from "@/shared/list/use-filters";
import { Page, Section } from "@/shared/page/page";
import { BlankState, Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Balance, Money, Tag } from "@/shared/show/show";

type Row = TrialBalance["lines"][number];

const columns: Column<Row>[] = [
  {
    key: "kind",
    title: "ledger.kind",
    card: "title",
    ...named("account_kind", (row) => row.kind),
  },
  {
    key: "accounts",
    title: "trial.accounts",
    align: "right",
    ...counted((row) => row.accounts),
  },
  {
    key: "debits",
    title: "ledger.debits",
    align: "right",
    ...paid((row) => row.debits_posted_fen),
  },
  {
    key: "credits",
    title: "ledger.credits",
    align: "right",
    ...paid((row) => row.credits_posted_fen),
  },
  {
    key: "pending",
    title: "trial.pending",
    align: "right",
    wide: true,
    cell: (row) => <Money fen={row.debits_pending_fen + row.credits_pending_fen} />,
  },
  {
    key: "net",
    title: "ledger.balance",
    align: "right",
    card: "value",
    cell: (row) => <Balance fen={row.net_fen} />,
    ...priced((row) => row.net_fen),
  },
];

/** Today in China, whose days the books keep, as `2026-11-22`. */
export function today(now = new Date()): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

export default function TrialBalancePage() {
  const t = useT();
  const { me } = useSession();
  const filters = useFilters(["day", "institution"]);
  const choices = useInstitutionChoices();
  const day = filters.values.day ?? today();
  // The network branch itself keeps no books of merchants: it begins with the first that does.
  const own = me.network
    ? (choices.find((choice) => choice.value !== me.institution.id)?.value ?? me.institution.id)
    : me.institution.id;
  const institution = Number(filters.values.institution ?? own);
  const query = useQuery({
    queryKey: ["trial-balance", day, institution],
    queryFn: () => readTrialBalance(day, institution),
  });
  return (
    <Page
      title={t("trial.title")}
      lead={t("trial.lead")}
      actions={
        <>
          {me.network && (
            <Select
              aria-label={t("common.institution")}
              style={{ minWidth: 160 }}
              options={choices}
              value={institution}
              onChange={(value) => filters.set({ institution: String(value) })}
            />
          )}
          <DateInput
            label={t("trial.day")}
            width={160}
            max={today()}
            clear={false}
            value={day}
            onChange={(chosen) => filters.set({ day: chosen })}
          />
        </>
      }
    >
      <Loaded query={query}>{(trial) => <Books trial={trial} />}</Loaded>
    </Page>
  );
}

function Books({ trial }: { trial: TrialBalance }) {
  const t = useT();
  const institution = useInstitutionName();
  return (
    <Section
      title={`${institution(trial.institution_id)} · ${trial.day}`}
      extra={
        trial.balanced ? (
          <Tag tone="good">{t("trial.balanced")}</Tag>
        ) : (
          <Tag tone="bad">{t("trial.unbalanced")}</Tag>
        )
      }
      flush
    >
      {trial.lines.length === 0 ? (
        <BlankState title={t("trial.empty")} />
      ) : (
        <>
          <Rows
            label={t("trial.title")}
            rows={trial.lines}
            columns={columns}
            rowKey={(row) => row.kind}
          />
          <div
            style={{
              display: "flex",
              justifyContent: "flex-end",
              gap: "6px 32px",
              flexWrap: "wrap",
              padding: "14px 20px",
              borderTop: "1px solid var(--line)",
              fontWeight: 600,
            }}
          >
            <span>{t("trial.total")}</span>
            <span>
              <span className="quiet">{t("ledger.debit")}</span>{" "}
              <Money fen={trial.total.debits_posted_fen} />
            </span>
            <span>
              <span className="quiet">{t("ledger.credit")}</span>{" "}
              <Money fen={trial.total.credits_posted_fen} />
            </span>
          </div>
        </>
      )}
    </Section>
  );
}
