import type { Considered as Rule, ConsideredThen, Payment, Reversal } from "@shancheng/api";
import { Link } from "react-router";
import { useAcquirerName, useLinkName } from "@/panorama/acquirers/use-acquirers";
import { yuan } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { CopyId, Money, State, Tag, Time } from "@/shared/show/show";
import styles from "./payment.module.css";
import { useResponseText } from "./time-line";

/** Every rule that was looked at, in order, with why it was taken or not. */
export function Considered({ rules }: { rules: (Rule | ConsideredThen)[] }) {
  const t = useT();
  const word = useWord();
  const acquirer = useAcquirerName();
  if (rules.length === 0) return <p className="quiet">{t("payments.considered_empty")}</p>;
  const name = (rule: Rule | ConsideredThen) =>
    ("acquirer_name" in rule && rule.acquirer_name) || acquirer(rule.acquirer);
  return (
    <ol className={styles.rules}>
      {rules.map((rule, index) => (
        <li key={index} data-outcome={rule.outcome}>
          <div className={styles.rule}>
            <span>
              {rule.route ? rule.name : t("payments.considered_contract")}{" "}
              <span className="quiet">→ {name(rule)}</span>
            </span>
            <State group="outcome" word={rule.outcome} />
          </div>
          <p className={styles.reason}>
            {word("route_reason", rule.reason)}
            {rule.target && <Target target={rule.target} />}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Which of a rule's several targets, and what was drawn or compared. */
function Target({ target }: { target: NonNullable<(Rule | ConsideredThen)["target"]> }) {
  const t = useT();
  const word = useWord();
  const link = useLinkName();
  const parts = [
    link(target.link),
    `${t("routes.weight")} ${target.weight}`,
    ...(typeof target.fee_fen === "number" ? [`${t("routes.fee")} ${yuan(target.fee_fen)}`] : []),
    ...(target.reason ? [word("target_reason", target.reason)] : []),
  ];
  return <span className="quiet"> · {parts.join(" · ")}</span>;
}

export function Routing({ payment }: { payment: Payment }) {
  const t = useT();
  const link = useLinkName();
  const { routing } = payment;
  const follows = Boolean(payment.original_payment_id);
  const chosen = routing.acquirer_name ?? payment.acquirer_name;
  return (
    <>
      <p className={styles.chosen}>
        {routing.acquirer !== null && routing.acquirer !== undefined
          ? t("payments.routing_chosen", { acquirer: chosen })
          : follows
            ? t("payments.routing_follows", { acquirer: payment.acquirer_name })
            : payment.binding_check.verdict === "refused"
              ? t("payments.routing_refused")
              : t("payments.routing_none")}
        {routing.link && <span className="quiet"> · {link(routing.link)}</span>}
      </p>
      {!follows && routing.considered.length > 0 && <Considered rules={routing.considered} />}
    </>
  );
}

type Side = Payment["entries"][number]["debit"];

function Account({ side }: { side: Side }) {
  const word = useWord();
  const { can } = useSession();
  const kind = word("account_kind", side.kind);
  return (
    <>
      {can("ledger_read") ? <Link to={`/ledger/accounts/${side.account}`}>{kind}</Link> : kind}
      <div className="quiet">{side.owner_name ?? <CopyId id={side.owner} />}</div>
    </>
  );
}

export function Entries({ payment }: { payment: Payment }) {
  const t = useT();
  const word = useWord();
  const { entries } = payment;
  if (entries.length === 0) {
    const inquiry = payment.kind === "balance_query";
    return (
      <p className="quiet">{t(inquiry ? "payments.entries_inquiry" : "payments.entries_empty")}</p>
    );
  }
  return (
    <table className={`${styles.plain} ${styles.entries}`}>
      <thead>
        <tr>
          <th scope="col">{t("common.time")}</th>
          <th scope="col">{t("payments.debit")}</th>
          <th scope="col">{t("payments.credit")}</th>
          <th scope="col" className={styles.figure}>
            {t("common.amount")}
          </th>
          <th scope="col">{t("payments.transfer")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.transfer_id}>
            <td data-name={t("common.time")}>
              {word("transfer_reason", entry.reason)}
              <div className="quiet">
                <Time at={entry.at} />
              </div>
            </td>
            <td data-name={t("payments.debit")}>
              <Account side={entry.debit} />
            </td>
            <td data-name={t("payments.credit")}>
              <Account side={entry.credit} />
            </td>
            <td data-name={t("common.amount")} className={styles.figure}>
              <Money fen={entry.amount_fen} />
            </td>
            <td data-name={t("payments.transfer")}>
              <CopyId id={entry.transfer_id} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Reversals({ payment }: { payment: Payment }) {
  const t = useT();
  if (payment.reversals.length === 0)
    return <p className="quiet">{t("payments.reversals_empty")}</p>;
  return (
    <>
      {payment.reversals.map((reversal) => (
        <ReversalStory key={reversal.id} reversal={reversal} />
      ))}
    </>
  );
}

interface Event {
  at: string;
  what: string;
  said?: string;
  tone?: "bad" | "good";
}

/** A reversal from its cause to its end: every try with its answer, and what staff did. */
function ReversalStory({ reversal }: { reversal: Reversal }) {
  const t = useT();
  const word = useWord();
  const link = useLinkName();
  const answer = useResponseText();
  const told = (code: string | null | undefined) =>
    code ? `${code} ${answer(code, "")}` : t("reversals.unanswered");
  let tries = 0;
  const events: Event[] = [
    {
      at: reversal.created_at,
      what: t("reversals.asked"),
      said: word("reversal_reason", reversal.reason),
    },
    ...reversal.steps.map((step): Event => {
      if (step.step !== "sent")
        return { at: step.at, what: word("reversal_step", step.step), said: step.by ?? "" };
      tries += 1;
      const settled = step.code === "00" || step.code === "25";
      return {
        at: step.at,
        what: t("reversals.try", { number: tries }),
        said: told(step.code),
        tone: settled ? "good" : "bad",
      };
    }),
  ];
  if (reversal.late_at) {
    events.push({
      at: reversal.late_at,
      what: t("reversals.late"),
      said: told(reversal.late_code),
    });
  }
  events.sort((a, b) => a.at.localeCompare(b.at));
  return (
    <>
      <div className={styles.rule}>
        <span>
          {link(reversal.link_id)}{" "}
          <span className="quiet">
            · {t("reversals.tries_count", { count: Math.max(tries, reversal.tries) })}
          </span>
        </span>
        <State group="reversal_state" word={reversal.state} />
      </div>
      <ol className={styles.steps}>
        {events.map((event, index) => (
          <li key={index} data-tone={event.tone}>
            <div className={styles.rule}>
              <span className={styles.name}>{event.what}</span>
              <Time at={event.at} />
            </div>
            {event.said && <p className={styles.reason}>{event.said}</p>}
          </li>
        ))}
      </ol>
      {reversal.note && <p className={styles.note}>{reversal.note}</p>}
    </>
  );
}

/** The payment that this one undoes, or those that undo this one. */
export function Related({ payment }: { payment: Payment }) {
  const t = useT();
  const word = useWord();
  return (
    <ul className={styles.rules}>
      {payment.original_payment_id && (
        <li>
          <Link to={`/payments/${payment.original_payment_id}`}>{t("payments.original")}</Link>{" "}
          <CopyId id={payment.original_payment_id} />
        </li>
      )}
      {payment.undone_by.map((row) => (
        <li key={row.id}>
          <div className={styles.rule}>
            <Link to={`/payments/${row.id}`}>{word("payment_kind", row.kind)}</Link>
            <Tag tone="quiet" plain>
              <Money fen={row.amount_fen} sign />
            </Tag>
          </div>
          <p className={styles.reason}>
            <Time at={row.received_at} /> · {word("payment_state", row.state)}
          </p>
        </li>
      ))}
    </ul>
  );
}
