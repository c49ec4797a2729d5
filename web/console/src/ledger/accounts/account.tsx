import type { LedgerAccount, StatementLine } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { DateInput } from "@/shared/form/date-input";
import { useT, useWord } from "@/shared/i18n";
import { at, named } from "@/shared/list/cells";
import { priced } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { Balance, CopyId, Facts, Money, Tag, Word } from "@/shared/show/show";
import { usePhone } from "@/shared/use-phone";
import { readAccount, readStatement } from "./api";
import { AccountLink, Owner } from "./names";

type Side = StatementLine["side"];

const fenOn = (side: Side) => (line: StatementLine) =>
  line.side === side ? line.amount_fen : null;

const columns: Column<StatementLine>[] = [
  {
    key: "at",
    title: "common.time",
    width: 140,
    card: "sub",
    ...at((row) => row.at),
  },
  {
    key: "reason",
    title: "ledger.code",
    card: "title",
    ...named("transfer_reason", (row) => row.reason),
  },
  {
    key: "kind",
    title: "ledger.kind_of",
    wide: true,
    card: "sub",
    ...named("transfer_kind", (row) => row.kind),
  },
  {
    key: "transfer",
    title: "payments.transfer",
    wide: true,
    card: "none",
    cell: (row) => <CopyId id={row.transfer_id} />,
    value: (row) => row.transfer_id,
  },
  {
    key: "counter",
    title: "ledger.counter",
    cell: (row) => <AccountLink id={row.other} />,
    value: (row) => row.other,
  },
  {
    key: "debit",
    title: "ledger.debit",
    align: "right",
    card: "none",
    cell: (row) => <Money fen={fenOn("debit")(row)} />,
    ...priced(fenOn("debit")),
  },
  {
    key: "credit",
    title: "ledger.credit",
    align: "right",
    card: "none",
    cell: (row) => <Money fen={fenOn("credit")(row)} />,
    ...priced(fenOn("credit")),
  },
  {
    key: "after",
    title: "ledger.after",
    align: "right",
    cell: (row) => <Balance fen={row.after.net_fen} />,
    ...priced((row) => row.after.net_fen),
  },
];
/** On the phone one figure says both how much and on which side. */
const phoneColumns: Column<StatementLine>[] = [
  ...columns,
  {
    key: "moved",
    title: "common.amount",
    align: "right",
    card: "value",
    cell: (row) => <Balance fen={row.side === "debit" ? -row.amount_fen : row.amount_fen} />,
  },
];

/** End of a local day as the moment until which a balance counts. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

export default function AccountPage() {
  const t = useT();
  const word = useWord();
  const phone = usePhone();
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
            <DateInput
              id="as-of"
              width={150}
              value={at}
              placeholder={t("ledger.now")}
              onChange={(day) => filters.set({ at: day })}
            />
          </label>
        }
      >
        <Loaded query={query} lines={4}>
          {(account) => <Figures account={account} />}
        </Loaded>
      </Section>
      <Section
        title={t("ledger.statement")}
        extra={<ListExport list={list} columns={columns} name="statement" />}
        flush
      >
        <FilterBar
          filters={filters}
          specs={[{ type: "time", from: "from", until: "to", label: "common.time" }]}
        />
        <DataList
          label={t("ledger.statement")}
          list={list}
          columns={phone ? phoneColumns : columns}
          rowKey={(row) => row.transfer_id}
          filtered={Boolean(from ?? to)}
          onClear={() => filters.set({ from: undefined, to: undefined })}
          blank={{ title: t("ledger.statement_empty") }}
        />
      </Section>
    </Page>
  );
}

function Figures({ account }: { account: LedgerAccount }) {
  const t = useT();
  const { balance, rules } = account;
  const named = (
    ["debits_must_not_exceed_credits", "credits_must_not_exceed_debits", "credits_only"] as const
  ).filter((rule) => rules[rule]);
  return (
    <>
      <p style={{ fontSize: 28, fontWeight: 650, marginBottom: 14 }}>
        <Balance fen={balance.net_fen} big />
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
