import type { Payment } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { useT, useWord } from "@/shared/i18n";
import { Columns, Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { Card, CopyId, Facts, Mono, Money, State, Tag, Time } from "@/shared/show/show";
import { readPayment } from "./api";
import { BindingCheck, Entries, Reversals, Routing } from "./parts";
import styles from "./payment.module.css";
import { TimeLine, milliseconds, spansOf, useResponseText } from "./time-line";

const openStates = ["received", "sent", "unknown", "reversal_pending"];

export default function PaymentPage() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["payments", id],
    queryFn: () => readPayment(id),
    // A payment still under way is looked at again.
    refetchInterval: ({ state }) => (openStates.includes(state.data?.state ?? "") ? 3000 : false),
  });
  return (
    <Page
      title={query.data ? query.data.merchant_name : t("payments.title")}
      mark={query.data && <State group="payment_state" word={query.data.state} />}
      back={{ to: "/payments", text: t("payments.title") }}
      lead={<CopyId id={id} whole />}
    >
      <Loaded query={query} lines={12}>
        {(payment) => <Content payment={payment} />}
      </Loaded>
    </Page>
  );
}

function Content({ payment }: { payment: Payment }) {
  const t = useT();
  const word = useWord();
  const responseText = useResponseText();
  const total = spansOf(payment.hops).total_us;
  return (
    <Columns
      main={
        <>
          <Section title={t("payments.facts")}>
            <div className={styles.summary}>
              {payment.kind !== "balance_query" && (
                <span className={styles.amount}>
                  <Money fen={payment.amount_fen} sign />
                </span>
              )}
              <Tag tone="jade" plain>
                {word("payment_kind", payment.kind)}
              </Tag>
              <span className={styles.response}>
                <Mono>{payment.response_code}</Mono>{" "}
                {responseText(payment.response_code, payment.response_text)}
              </span>
            </div>
            <PaymentFacts payment={payment} />
          </Section>
          <Section
            title={t("payments.time_line")}
            extra={
              payment.hops.length > 0 && (
                <span className="quiet tabular">
                  {t("payments.time_line_total", { ms: milliseconds(total) })}
                </span>
              )
            }
          >
            <TimeLine hops={payment.hops} />
          </Section>
          <Section title={t("payments.entries")}>
            <Entries entries={payment.entries} />
          </Section>
        </>
      }
      side={
        <>
          <Section
            title={t("payments.binding")}
            extra={<State group="verdict" word={payment.binding_check.verdict} />}
          >
            <BindingCheck check={payment.binding_check} />
          </Section>
          <Section title={t("payments.routing")}>
            <Routing payment={payment} />
          </Section>
          <Section title={t("payments.reversals")}>
            <Reversals reversals={payment.reversals} />
          </Section>
        </>
      }
    />
  );
}

function PaymentFacts({ payment }: { payment: Payment }) {
  return (
    <Facts
      facts={[
        { label: "payments.received", value: <Time at={payment.received_at} /> },
        { label: "payments.answered", value: <Time at={payment.answered_at} /> },
        { label: "payments.card", value: <Card card={payment.card} /> },
        { label: "payments.acquirer", value: payment.acquirer_name },
        {
          label: "payments.merchant",
          value: (
            <>
              <Link to={`/merchants/${payment.merchant_id}`}>{payment.merchant_name}</Link>
              <div>
                <CopyId id={payment.merchant_code} />
              </div>
            </>
          ),
        },
        {
          label: "payments.terminal",
          value: (
            <>
              <Link to={`/terminals/${payment.terminal_id}`} className="mono">
                {payment.terminal_code}
              </Link>
              <div>
                <CopyId id={payment.serial} whole />
              </div>
            </>
          ),
        },
        { label: "payments.reference", value: <CopyId id={payment.reference_no} /> },
        { label: "payments.authorization", value: <Mono>{payment.authorization_code}</Mono> },
        { label: "payments.trace", value: <Mono>{payment.trace_no}</Mono> },
        { label: "payments.batch", value: <Mono>{payment.batch_no}</Mono> },
        { label: "common.mcc", value: <Mono>{payment.mcc}</Mono> },
        {
          label: "payments.original",
          hide: !payment.original_payment_id,
          value: (
            <Link to={`/payments/${payment.original_payment_id ?? ""}`} className="mono">
              {payment.original_payment_id}
            </Link>
          ),
        },
      ]}
    />
  );
}
