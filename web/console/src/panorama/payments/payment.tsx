import type { Payment } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { CodeText } from "@/shared/codes/codes";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import { Columns, Page, Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Card, CopyId, Facts, Mono, Money, State, Tag, Time } from "@/shared/show/show";
import { readPayment } from "./api";
import { BindingCheck } from "./binding-check";
import { Entries, Related, Reversals, Routing } from "./parts";
import styles from "./payment.module.css";
import { TimeLine, useResponseText } from "./time-line";

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
      title={query.data ? query.data.merchant_name : t("payments.one")}
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
  const related = Boolean(payment.original_payment_id) || payment.undone_by.length > 0;
  const reversals = (
    <Section title={t("payments.reversals")}>
      <Reversals payment={payment} />
    </Section>
  );
  const reversed = payment.reversals.length > 0;
  return (
    <Columns
      main={
        <>
          <Section title={t("payments.facts")}>
            <Summary payment={payment} />
            <PaymentFacts payment={payment} />
          </Section>
          <Section title={t("payments.time_line")}>
            <TimeLine payment={payment} />
          </Section>
          <Section
            title={t("payments.binding")}
            extra={<State group="verdict" word={payment.binding_check.verdict} />}
          >
            <BindingCheck check={payment.binding_check} />
          </Section>
        </>
      }
      side={
        <>
          {/* What is not at rest comes first. */}
          {reversed && reversals}
          <Section title={t("payments.routing")}>
            <Routing payment={payment} />
          </Section>
          <Section title={t("payments.entries")}>
            <Entries payment={payment} />
          </Section>
          {related && (
            <Section title={t("payments.related")}>
              <Related payment={payment} />
            </Section>
          )}
          {!reversed && reversals}
        </>
      }
    />
  );
}

function Summary({ payment }: { payment: Payment }) {
  const word = useWord();
  const responseText = useResponseText();
  return (
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
  );
}

/** How the card was read, and whether a PIN came with it (field 22). */
function EntryMode({ mode }: { mode: string }) {
  const word = useWord();
  const how = mode.slice(0, 2);
  const pin = mode.slice(2, 3);
  return (
    <>
      {how in sections.entry_mode && word("entry_mode", how)}
      {pin in sections.entry_pin && ` · ${word("entry_pin", pin)}`}{" "}
      <span className="mono quiet">{mode}</span>
    </>
  );
}

function PaymentFacts({ payment }: { payment: Payment }) {
  const { can } = useSession();
  const merchant = <>{payment.merchant_name}</>;
  return (
    <Facts
      facts={[
        { label: "payments.received", value: <Time at={payment.received_at} exact /> },
        { label: "payments.answered", value: <Time at={payment.answered_at} exact /> },
        { label: "payments.card", value: <Card card={payment.card} /> },
        { label: "payments.entry_mode", value: <EntryMode mode={payment.entry_mode} /> },
        {
          label: "payments.merchant",
          value: (
            <>
              {can("merchants_read") ? (
                <Link to={`/merchants/${payment.merchant_id}`}>{merchant}</Link>
              ) : (
                merchant
              )}
              <div>
                <CopyId id={payment.merchant_code} />
              </div>
            </>
          ),
        },
        { label: "payments.store", value: payment.store_name },
        {
          label: "payments.terminal",
          value: (
            <>
              {can("terminals_read") ? (
                <Link to={`/terminals/${payment.terminal_id}`} className="mono">
                  {payment.terminal_code}
                </Link>
              ) : (
                <Mono>{payment.terminal_code}</Mono>
              )}
              <div>
                <CopyId id={payment.serial} whole />
              </div>
            </>
          ),
        },
        { label: "common.mcc", value: <CodeText list="mccs" code={payment.mcc} /> },
        {
          label: "payments.acquirer",
          value: can("acquirers_read") ? (
            <Link to={`/acquirers/${payment.acquirer_id}`}>{payment.acquirer_name}</Link>
          ) : (
            payment.acquirer_name
          ),
        },
        {
          label: "payments.reference",
          value: payment.reference_no ? <CopyId id={payment.reference_no} /> : undefined,
        },
        { label: "payments.authorization", value: <Mono>{payment.authorization_code}</Mono> },
        {
          label: "payments.batch_trace",
          value: <Mono>{`${payment.batch_no} / ${payment.trace_no}`}</Mono>,
        },
      ]}
    />
  );
}
