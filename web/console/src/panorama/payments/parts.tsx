import type { Considered as Rule, Payment } from "@shancheng/api";
import { AccountLink } from "@/ledger/accounts/names";
import { useAcquirerName, useLinkName } from "@/panorama/acquirers/use-acquirers";
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
export function Considered({ rules }: { rules: Rule[] }) {
  const t = useT();
  const word = useWord();
  const acquirer = useAcquirerName();
  if (rules.length === 0) return <p className="quiet">{t("payments.considered_empty")}</p>;
  return (
    <ol className={styles.rules}>
      {rules.map((rule, index) => (
        <li key={index}>
          <div className={styles.rule}>
            <span>
              {rule.route ? rule.name : t("payments.considered_contract")}{" "}
              <span className="quiet">→ {acquirer(rule.acquirer)}</span>
            </span>
            <State group="outcome" word={rule.outcome} />
          </div>
          <p className={styles.reason}>{word("route_reason", rule.reason)}</p>
        </li>
      ))}
    </ol>
  );
}

/** The decision as it is kept with the payment. */
export interface Kept {
  acquirer?: number;
  link?: string;
  considered?: Rule[];
}

export function Routing({ payment }: { payment: Payment }) {
  const t = useT();
  const acquirer = useAcquirerName();
  const link = useLinkName();
  const kept = payment.routing as Kept;
  const follows = Boolean(payment.original_payment_id);
  return (
    <>
      <p style={{ marginBottom: 12, fontWeight: 550 }}>
        {kept.acquirer !== undefined
          ? t("payments.routing_chosen", { acquirer: acquirer(kept.acquirer) })
          : follows
            ? t("payments.routing_follows", { acquirer: payment.acquirer_name })
            : t("payments.routing_none")}
        {kept.link && <span className="quiet"> · {link(kept.link)}</span>}
      </p>
      {!follows && <Considered rules={kept.considered ?? []} />}
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
                <AccountLink id={entry.debit} />
              </td>
              <td>
                <AccountLink id={entry.credit} />
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
            {reversal.response_code && <> · F39 {reversal.response_code}</>}
            {reversal.late_at && (
              <>
                {" · "}
                {t("reversals.late", { code: reversal.late_code ?? "—" })}
              </>
            )}
            {reversal.note && <> · {reversal.note}</>}
          </p>
        </li>
      ))}
    </ul>
  );
}
