import type { ConsideredRoute, Payment } from "@shancheng/api";
import { Link } from "react-router";
import { useT, useWord } from "@/shared/i18n";
import { CopyId, Money, State, Time } from "@/shared/show/show";
import styles from "./payment.module.css";

/** What the message said against what is bound, element by element. */
export function BindingCheck({ check }: { check: Payment["binding_check"] }) {
  const t = useT();
  const word = useWord();
  const distance = check.distance_m;
  return (
    <>
      {check.differences.length === 0 ? (
        <p>
          {t(
            check.verdict === "unchecked" ? "payments.binding_unchecked" : "payments.binding_same",
          )}
        </p>
      ) : (
        <table className={styles.plain}>
          <thead>
            <tr>
              <th scope="col">{t("payments.element")}</th>
              <th scope="col">{t("payments.bound")}</th>
              <th scope="col">{t("payments.sent")}</th>
              <th scope="col">{t("payments.action")}</th>
            </tr>
          </thead>
          <tbody>
            {check.differences.map((difference) => (
              <tr key={difference.element}>
                <td>{word("element", difference.element)}</td>
                <td className="mono">{difference.bound ?? "—"}</td>
                <td className="mono">{difference.sent ?? "—"}</td>
                <td>
                  <State group="check_action" word={difference.action} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {distance !== null && distance !== undefined && (
        <p className="quiet" style={{ marginTop: 8 }}>
          {t("payments.distance", { m: distance })}
        </p>
      )}
    </>
  );
}

/** Every rule that was looked at, in order, with why it was taken or not. */
export function Considered({ rules }: { rules: ConsideredRoute[] }) {
  const t = useT();
  if (rules.length === 0) return <p className="quiet">{t("payments.considered_empty")}</p>;
  return (
    <ol className={styles.rules}>
      {rules.map((rule, index) => (
        <li key={index}>
          <div className={styles.rule}>
            <span>{rule.route}</span>
            <State group="outcome" word={rule.outcome} />
          </div>
          <p className={styles.reason}>{rule.reason}</p>
        </li>
      ))}
    </ol>
  );
}

export function Routing({ payment }: { payment: Payment }) {
  const t = useT();
  const acquirer = payment.routing.acquirer ?? payment.acquirer_name;
  return (
    <>
      <p style={{ marginBottom: 12, fontWeight: 550 }}>
        {acquirer ? t("payments.routing_chosen", { acquirer }) : t("payments.routing_none")}
        {payment.routing.link && <span className="quiet"> · {payment.routing.link}</span>}
      </p>
      <Considered rules={payment.routing.considered} />
    </>
  );
}

export function Entries({ entries }: { entries: Payment["entries"] }) {
  const t = useT();
  if (entries.length === 0) return <p className="quiet">{t("payments.entries_empty")}</p>;
  return (
    <div style={{ overflowX: "auto" }}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{t("payments.debit")}</th>
            <th scope="col">{t("payments.credit")}</th>
            <th scope="col" style={{ textAlign: "right" }}>
              {t("common.amount")}
            </th>
            <th scope="col">{t("payments.transfer")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.transfer_id}>
              <td>
                <Account id={entry.debit} />
              </td>
              <td>
                <Account id={entry.credit} />
              </td>
              <td style={{ textAlign: "right" }}>
                <Money fen={entry.amount_fen} />
              </td>
              <td>
                <CopyId id={entry.transfer_id} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Account({ id }: { id: string }) {
  if (!id.startsWith("acc_")) return <>{id}</>;
  return (
    <Link to={`/ledger/accounts/${id}`} className="mono">
      {id.slice(0, 4)}…{id.slice(-6)}
    </Link>
  );
}

export function Reversals({ reversals }: { reversals: Payment["reversals"] }) {
  const t = useT();
  const word = useWord();
  if (reversals.length === 0) return <p className="quiet">{t("payments.reversals_empty")}</p>;
  return (
    <ul className={styles.rules}>
      {reversals.map((reversal) => (
        <li key={reversal.id}>
          <div className={styles.rule}>
            <span>{word("reversal_reason", reversal.reason)}</span>
            <State group="reversal_state" word={reversal.state} />
          </div>
          <p className={styles.reason}>
            <Time at={reversal.created_at} /> · {t("reversals.tries")} {reversal.tries}
            {reversal.last_error && <> · {reversal.last_error}</>}
          </p>
        </li>
      ))}
    </ul>
  );
}
