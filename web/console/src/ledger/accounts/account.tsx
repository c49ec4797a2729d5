import type { LedgerAccount, StatementLine } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { useParams } from "react-router";
import { useT, useWord } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { CopyId, Facts, Money, Tag, Time, Word } from "@/shared/show/show";
import { readAccount, readStatement } from "./api";
import { AccountLink, Owner } from "./names";

const side = (line: StatementLine, wanted: "debit" | "credit") =>
  line.side === wanted ? <Money fen={line.amount_fen} /> : <span className="quiet">—</span>;

const columns: Column<StatementLine>[] = [
  { key: "at", title: "common.time", width: 140, cell: (row) => <Time at={row.at} /> },
  { key: "reason", title: "ledger.code", card: "title", cell: (row) => <Reason line={row} /> },
  {
    key: "kind",
    title: "ledger.kind_of",
    wide: true,
    cell: (row) => <Word group="transfer_kind" word={row.kind} />,
  },
  {
    key: "transfer",
    title: "payments.transfer",
    wide: true,
    card: "none",
    cell: (row) => <CopyId id={row.transfer_id} />,
  },
  {
    key: "counter",
    title: "ledger.counter",
    cell: (row) => <AccountLink id={row.other} />,
  },
  { key: "debit", title: "ledger.debit", align: "right", cell: (row) => side(row, "debit") },
  { key: "credit", title: "ledger.credit", align: "right", cell: (row) => side(row, "credit") },
  {
    key: "after",
    title: "ledger.after",
    align: "right",
    card: "value",
    cell: (row) => <Money fen={row.after.net_fen} />,
  },
];

function Reason({ line }: { line: StatementLine }) {
  const word = useWord();
  return <>{word("transfer_reason", line.reason)}</>;
}

/** End of a local day as the moment until which a balance counts. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

export default function AccountPage() {
  const t = useT();
  const word = useWord();
  const { id = "" } = useParams();
  const filters = useFilters(["from", "to", "at"]);
  const { at, from, to } = filters.values;
  const query = useQuery({
    queryKey: ["ledger-accounts", id, at],
    queryFn: () => readAccount(id, at ? endOfDay(at) : undefined),
  });
  const list = useList(["statement", id, from, to], (cursor) =>
    readStatement(id, { from, to }, cursor),
  );
  return (
    <Page
      title={query.data ? word("account_kind", query.data.kind) : t("ledger.account")}
      lead={<CopyId id={id} whole />}
      back={{ to: "/ledger/accounts", text: t("ledger.title") }}
    >
      <Section
        title={t("ledger.balance")}
        extra={
          <label style={{ display: "inline-flex", gap: 8, alignItems: "center" }} htmlFor="as-of">
            <span className="quiet nowrap">{t("ledger.as_of")}</span>
            <Input
              id="as-of"
              type="date"
              style={{ width: 150 }}
              value={at ?? ""}
              onChange={(event) => filters.set({ at: event.target.value })}
            />
          </label>
        }
      >
        <Loaded query={query} lines={4}>
          {(account) => <Balance account={account} />}
        </Loaded>
      </Section>
      <Section title={t("ledger.statement")} flush>
        <FilterBar
          filters={filters}
          specs={[{ type: "time", from: "from", until: "to", label: "common.time" }]}
        />
        <DataList
          label={t("ledger.statement")}
          list={list}
          columns={columns}
          rowKey={(row) => row.transfer_id}
          blank={{ title: t("ledger.statement_empty") }}
        />
      </Section>
    </Page>
  );
}

function Balance({ account }: { account: LedgerAccount }) {
  const t = useT();
  const { balance, rules } = account;
  const named = (
    ["debits_must_not_exceed_credits", "credits_must_not_exceed_debits", "credits_only"] as const
  ).filter((rule) => rules[rule]);
  return (
    <>
      <p style={{ fontSize: 28, fontWeight: 650, marginBottom: 14 }}>
        <Money fen={balance.net_fen} sign />
      </p>
      <Facts
        facts={[
          { label: "ledger.kind", value: <Word group="account_kind" word={account.kind} /> },
          { label: "ledger.owner", value: <Owner account={account} /> },
          { label: "ledger.debits", value: <Money fen={balance.debits_posted_fen} /> },
          { label: "ledger.credits", value: <Money fen={balance.credits_posted_fen} /> },
          { label: "ledger.debits_pending", value: <Money fen={balance.debits_pending_fen} /> },
          { label: "ledger.credits_pending", value: <Money fen={balance.credits_pending_fen} /> },
          {
            label: "ledger.rules",
            wide: true,
            hide: named.length === 0,
            value: (
              <span style={{ display: "inline-flex", gap: 6, flexWrap: "wrap" }}>
                {named.map((rule) => (
                  <Tag key={rule} tone="info" plain>
                    {t(`ledger_rule.${rule}`)}
                  </Tag>
                ))}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
