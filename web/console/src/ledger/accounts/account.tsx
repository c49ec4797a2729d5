import type { StatementLine } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { Link, useParams } from "react-router";
import { useT } from "@/shared/i18n";
import { DataList, type Column } from "@/shared/list/data-list";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { CopyId, Facts, Money, Time, Word } from "@/shared/show/show";
import { readAccount, readStatement } from "./api";

const side = (fen: number) => (fen === 0 ? <span className="quiet">—</span> : <Money fen={fen} />);

const columns: Column<StatementLine>[] = [
  { key: "at", title: "common.time", width: 140, cell: (row) => <Time at={row.at} /> },
  { key: "code", title: "ledger.code", card: "title", cell: (row) => row.code_text },
  { key: "reference", title: "ledger.reference", cell: (row) => <Reference id={row.reference} /> },
  {
    key: "counter",
    title: "ledger.counter",
    cell: (row) => (
      <Link to={`/ledger/accounts/${row.counter_account}`}>{row.counter_name || "…"}</Link>
    ),
  },
  { key: "debit", title: "ledger.debit", align: "right", cell: (row) => side(row.debit_fen) },
  { key: "credit", title: "ledger.credit", align: "right", cell: (row) => side(row.credit_fen) },
  {
    key: "after",
    title: "ledger.after",
    align: "right",
    card: "value",
    cell: (row) => <Money fen={row.balance_fen} />,
  },
];

function Reference({ id }: { id: string }) {
  if (!id.startsWith("pay_")) return <CopyId id={id} />;
  return (
    <Link to={`/payments/${id}`} className="mono">
      …{id.slice(-8)}
    </Link>
  );
}

/** End of a local day as the moment until which a balance counts. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

export default function AccountPage() {
  const t = useT();
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
      title={query.data?.name ?? t("ledger.account")}
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
          {(account) => (
            <>
              <p style={{ fontSize: 28, fontWeight: 650, marginBottom: 14 }}>
                <Money fen={account.balance_fen} sign />
              </p>
              <Facts
                facts={[
                  {
                    label: "ledger.kind",
                    value: <Word group="account_kind" word={account.kind} />,
                  },
                  { label: "ledger.owner", value: <CopyId id={account.owner} /> },
                  { label: "ledger.debits", value: <Money fen={account.debits_posted_fen} /> },
                  { label: "ledger.credits", value: <Money fen={account.credits_posted_fen} /> },
                  {
                    label: "ledger.debits_pending",
                    value: <Money fen={account.debits_pending_fen} />,
                  },
                  {
                    label: "ledger.credits_pending",
                    value: <Money fen={account.credits_pending_fen} />,
                  },
                ]}
              />
            </>
          )}
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
