import type { AcquirerSum, ClearingDay, ClearingItem, DaySum } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { Link, useParams } from "react-router";
import { useInstitutionName } from "@/identity/institutions/institution-field";
import { useAcquirerChoices, useAcquirerName } from "@/panorama/acquirers/use-acquirers";
import { MerchantFilter } from "@/panorama/merchants/merchant-choice";
import { count } from "@/shared/format";
import { useT, type TextKey } from "@/shared/i18n";
import { priced, timed, worded } from "@/shared/list/csv";
import { DataList, Rows, type Column } from "@/shared/list/data-list";
import { ExportButton } from "@/shared/list/export-button";
import { FilterBar } from "@/shared/list/filter-bar";
import { useFilters } from "@/shared/list/use-filters";
import { useList } from "@/shared/list/use-list";
import { Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Card, Facts, Money, Mono, State, Time, Word } from "@/shared/show/show";
import { itemFilters, listAcquirerSums, listItems, listSums, readDay, type DayKey } from "./api";

const fees = [
  ["merchant_fee_fen", "clearing.merchant_fee"],
  ["issuer_fee_fen", "clearing.issuer_fee"],
  ["network_fee_fen", "clearing.network_fee"],
  ["acquirer_fee_fen", "clearing.acquirer_fee"],
] as const satisfies [string, TextKey][];
type FeeKey = (typeof fees)[number][0];

/** The amount of a line or a sum and its fees, who gets which part. */
function amounts<T extends Record<FeeKey | "amount_fen", number>>(): Column<T>[] {
  const column = (key: FeeKey | "amount_fen", title: TextKey): Column<T> => ({
    key,
    title,
    align: "right",
    card: key === "amount_fen" ? "value" : undefined,
    cell: (row) => <Money fen={row[key]} />,
    ...priced((row) => row[key]),
  });
  return [
    column("amount_fen", "clearing.amount"),
    ...fees.map(([key, title]) => column(key, title)),
  ];
}

function lines<T extends { lines: number }>(): Column<T> {
  return {
    key: "lines",
    title: "clearing.lines_count",
    align: "right",
    cell: (row) => <span className="tabular">{count(row.lines)}</span>,
    value: (row) => row.lines,
  };
}

function DayFacts({ day }: { day: ClearingDay }) {
  return (
    <Facts
      facts={[
        { label: "clearing.payments", value: count(day.payments) },
        { label: "clearing.reversals", value: count(day.reversals) },
        { label: "clearing.amount", value: <Money fen={day.amount_fen} /> },
        ...fees.map(([key, label]) => ({ label, value: <Money fen={day[key]} /> })),
        { label: "clearing.open", value: count(day.open_payments) },
        { label: "clearing.open_amount", value: <Money fen={day.open_fen} /> },
        { label: "clearing.unknown", value: count(day.unknown_cards) },
        { label: "clearing.below_cost", value: count(day.below_cost) },
        { label: "clearing.cut_at", value: <Time at={day.cut_at} /> },
        { label: "clearing.booked_at", value: <Time at={day.booked_at} /> },
      ]}
    />
  );
}

function Acquirers({ of }: { of: DayKey }) {
  const t = useT();
  const acquirer = useAcquirerName();
  const query = useQuery({
    queryKey: ["clearing-sums", "acquirers", of],
    queryFn: () => listAcquirerSums(of),
  });
  const columns: Column<AcquirerSum>[] = [
    {
      key: "acquirer",
      title: "routes.acquirer",
      card: "title",
      cell: (row) => acquirer(row.acquirer_id),
      value: (row) => acquirer(row.acquirer_id),
    },
    {
      key: "merchants",
      title: "clearing.merchants_count",
      align: "right",
      cell: (row) => <span className="tabular">{count(row.merchants)}</span>,
      value: (row) => row.merchants,
    },
    lines(),
    ...amounts<AcquirerSum>(),
  ];
  return (
    <Section flush>
      <Loaded query={query}>
        {(rows) => (
          <Rows
            label={t("clearing.by_acquirer")}
            rows={rows}
            columns={columns}
            rowKey={(row) => String(row.acquirer_id)}
          />
        )}
      </Loaded>
    </Section>
  );
}

/** The number of a merchant, which leads to it for whoever may see it. */
function MerchantCode({ id, code }: { id: string; code: string }) {
  const { can } = useSession();
  const text = <Mono>{code}</Mono>;
  return can("merchants_read") ? <Link to={`/merchants/${id}`}>{text}</Link> : text;
}

function Merchants({ of }: { of: DayKey }) {
  const t = useT();
  const acquirer = useAcquirerName();
  const list = useList(["clearing-sums", of], (cursor) => listSums(of, cursor));
  const columns: Column<DaySum>[] = [
    {
      key: "merchant",
      title: "payments.merchant",
      card: "title",
      cell: (row) => <MerchantCode id={row.merchant_id} code={row.merchant_code} />,
      value: (row) => row.merchant_code,
    },
    {
      key: "acquirer",
      title: "routes.acquirer",
      card: "sub",
      cell: (row) => acquirer(row.acquirer_id),
      value: (row) => acquirer(row.acquirer_id),
    },
    lines(),
    ...amounts<DaySum>(),
  ];
  return (
    <Section
      title={t("clearing.by_merchant")}
      extra={<ExportButton path="clearing/sums/export" query={asText(of)} />}
      flush
    >
      <DataList
        label={t("clearing.by_merchant")}
        list={list}
        columns={columns}
        rowKey={(row) => `${row.merchant_id}.${row.acquirer_id}`}
        blank={{ title: t("clearing.lines_empty"), text: t("clearing.lines_empty_text") }}
      />
    </Section>
  );
}

const asText = (of: DayKey) => ({
  business_date: of.business_date,
  institution_id: String(of.institution_id),
});

function Lines({ of }: { of: DayKey }) {
  const t = useT();
  const acquirer = useAcquirerName();
  const acquirers = useAcquirerChoices();
  const all = useFilters(itemFilters);
  // The tab stays when the filters go.
  const none = Object.fromEntries(itemFilters.map((name) => [name, undefined]));
  const filters = { ...all, clear: () => all.set(none) };
  const list = useList(["clearing-items", of, filters.values], (cursor) =>
    listItems(of, filters.values, cursor),
  );
  const columns: Column<ClearingItem>[] = [
    {
      key: "at",
      title: "common.time",
      card: "sub",
      cell: (row) => <Time at={row.at} />,
      ...timed((row) => row.at),
    },
    {
      key: "kind",
      title: "clearing.kind",
      card: "mark",
      cell: (row) =>
        row.booking === "reversal" ? (
          <Word group="clearing_booking" word="reversal" />
        ) : (
          <Word group="payment_kind" word={row.kind} />
        ),
      ...worded("payment_kind", (row) => row.kind),
    },
    {
      key: "payment",
      title: "clearing.merchant_terminal",
      card: "title",
      cell: (row) => (
        <Link to={`/payments/${row.payment_id}`} className="mono">
          {row.merchant_code} {row.terminal_code}
        </Link>
      ),
      value: (row) => `${row.merchant_code} ${row.terminal_code}`,
    },
    {
      key: "acquirer",
      title: "routes.acquirer",
      cell: (row) => acquirer(row.acquirer_id),
      value: (row) => acquirer(row.acquirer_id),
    },
    {
      key: "card",
      title: "payments.card",
      wide: true,
      cell: (row) => (
        <>
          <Card card={row.card_mask} />
          <div className="quiet">
            <Word group="card_class" word={row.card_class} />
          </div>
        </>
      ),
      value: (row) => row.card_mask,
    },
    // What the file has besides: who gets which part of the fee.
    ...amounts<ClearingItem>().filter(
      ({ key }) => !["issuer_fee_fen", "network_fee_fen"].includes(key),
    ),
  ];
  return (
    <Section
      title={t("clearing.lines")}
      extra={
        <ExportButton path="clearing/items/export" query={{ ...asText(of), ...filters.values }} />
      }
      flush
    >
      <FilterBar
        filters={filters}
        specs={[
          {
            type: "pick",
            name: "merchant_id",
            label: "payments.merchant",
            control: (props) => <MerchantFilter {...props} />,
          },
          { type: "choice", name: "acquirer_id", label: "routes.acquirer", options: acquirers },
          {
            type: "words",
            name: "kind",
            label: "clearing.kind",
            group: "payment_kind",
            words: ["sale", "void", "refund", "completion", "completion_void"],
          },
          {
            type: "words",
            name: "booking",
            label: "clearing.booking",
            group: "clearing_booking",
            words: ["payment", "reversal"],
          },
          {
            type: "words",
            name: "card_class",
            label: "fees.card_class",
            group: "card_class",
            words: ["debit", "credit"],
          },
        ]}
      />
      <DataList
        label={t("clearing.lines")}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        filtered={filters.count > 0}
        onClear={filters.clear}
        blank={{ title: t("clearing.lines_empty"), text: t("clearing.lines_empty_text") }}
      />
    </Section>
  );
}

/** One business day: what it comes to, for whom, and every line of it. */
export default function ClearingDayPage() {
  const t = useT();
  const { institution = "", day = "" } = useParams();
  const of = { institution_id: Number(institution), business_date: day };
  const name = useInstitutionName();
  const filters = useFilters(["tab"]);
  const query = useQuery({ queryKey: ["clearing-days", "one", of], queryFn: () => readDay(of) });
  const tab = filters.values.tab ?? "acquirers";
  return (
    <Page
      title={`${day} ${name(of.institution_id)}`}
      mark={query.data && <State group="clearing_day_state" word={query.data.state} />}
      back={{ to: "/clearing/days", text: t("clearing.days") }}
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            {/* Whoever only acquires sees the lines, and no day of another's. */}
            {loaded && (
              <Section title={t("clearing.day")}>
                <DayFacts day={loaded} />
              </Section>
            )}
            <Tabs
              activeKey={tab}
              onChange={(next) => filters.set({ tab: next })}
              items={[
                {
                  key: "acquirers",
                  label: t("clearing.by_acquirer"),
                  children: <Acquirers of={of} />,
                },
                {
                  key: "merchants",
                  label: t("clearing.by_merchant"),
                  children: <Merchants of={of} />,
                },
                { key: "lines", label: t("clearing.lines"), children: <Lines of={of} /> },
              ]}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
