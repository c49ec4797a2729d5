import type { LedgerAccount } from "@shancheng/api";
import { MerchantFilter } from "@/panorama/merchants/merchant-choice";
import { useT } from "@/shared/i18n";
import { named, paid } from "@/shared/list/cells";
import { priced } from "@/shared/list/csv";
import { DataList, type Column } from "@/shared/list/data-list";
import { ListExport } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Balance } from "@/shared/show/show";
import { sections } from "@/shared/i18n/words";
import { filterNames, listAccounts } from "./api";
import { AccountName } from "./names";

const kinds = Object.keys(sections.account_kind);

const columns: Column<LedgerAccount>[] = [
  {
    key: "kind",
    title: "ledger.kind",
    card: "sub",
    ...named("account_kind", (row) => row.kind),
  },
  {
    key: "owner",
    title: "ledger.owner",
    card: "title",
    cell: (row) => <AccountName account={row} />,
    value: (row) => row.name || row.owner,
  },
  {
    key: "debits",
    title: "ledger.debits",
    align: "right",
    wide: true,
    card: "none",
    ...paid((row) => row.balance.debits_posted_fen),
  },
  {
    key: "credits",
    title: "ledger.credits",
    align: "right",
    wide: true,
    card: "none",
    ...paid((row) => row.balance.credits_posted_fen),
  },
  {
    key: "balance",
    title: "ledger.balance",
    align: "right",
    card: "value",
    cell: (row) => <Balance fen={row.balance.net_fen} />,
    ...priced((row) => row.balance.net_fen),
  },
];

export default function Accounts() {
  const t = useT();
  const filters = useFilters(filterNames);
  const list = useList(["ledger-accounts", filters.values], (cursor) =>
    listAccounts(filters.values, cursor),
  );
  return (
    <Page
      title={t("ledger.title")}
      lead={t("ledger.lead")}
      actions={<ListExport list={list} columns={columns} name="accounts" />}
    >
      <Section flush>
        <FilterBar
          filters={filters}
          specs={[
            { type: "search", name: "q", label: "ledger.q" },
            {
              type: "words",
              name: "kind",
              label: "ledger.kind",
              group: "account_kind",
              words: kinds,
            },
            { type: "pick", name: "owner", label: "ledger.owner", control: MerchantFilter },
          ]}
        />
        <DataList
          label={t("ledger.title")}
          list={list}
          columns={columns}
          rowKey={(row) => row.id}
          to={(row) => `/ledger/accounts/${row.id}`}
          filtered={filters.count > 0}
          onClear={filters.clear}
          blank={{ title: t("ledger.empty"), text: t("ledger.empty_text") }}
        />
      </Section>
    </Page>
  );
}
