import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  MinusCircleOutlined,
} from "@ant-design/icons";
import type { CheckedElement, Payment } from "@shancheng/api";
import type { ReactNode } from "react";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import type { Tone } from "@/shared/theme/tokens";
import styles from "./payment.module.css";

type Outcome = CheckedElement["outcome"];

const marks: Record<Outcome, [ReactNode, Tone]> = {
  same: [<CheckCircleFilled key="same" />, "good"],
  flagged: [<ExclamationCircleFilled key="flagged" />, "warn"],
  refused: [<CloseCircleFilled key="refused" />, "bad"],
  ignored: [<ExclamationCircleFilled key="ignored" />, "quiet"],
  not_sent: [<MinusCircleOutlined key="not_sent" />, "quiet"],
};

/** ISO 6709 as the console writes places: `+29.5574/+106.58` -> `29.557400, 106.580000`. */
export function placeOf(text: string): string {
  const match = /^([+-]\d+(?:\.\d+)?)\/?([+-]\d+(?:\.\d+)?)\/?$/.exec(text);
  if (!match) return text;
  const part = (digits = "") => {
    const [whole = "", rest = ""] = digits.split(".");
    return `${whole.replace("+", "")}.${rest.padEnd(6, "0")}`;
  };
  return `${part(match[1])}, ${part(match[2])}`;
}

/** Elements that no message carries: the merchant's papers are held against the binding. */
const ofPapers = new Set(["credit_code", "settlement_account"]);

/** What the message said against what is bound, element by element. */
export function BindingCheck({ check }: { check: Payment["binding_check"] }) {
  const t = useT();
  const word = useWord();
  if (check.elements.length === 0) {
    return (
      <p className="quiet">
        {t(check.verdict === "matched" ? "payments.binding_same" : "payments.binding_unchecked")}
      </p>
    );
  }
  return (
    <table className={`${styles.plain} ${styles.check}`}>
      <thead>
        <tr>
          <th scope="col">{t("payments.element")}</th>
          <th scope="col">{t("payments.bound")}</th>
          <th scope="col">{t("payments.sent")}</th>
          <th scope="col">{t("payments.result")}</th>
        </tr>
      </thead>
      <tbody>
        {check.elements.map((row) => {
          const [icon, tone] = marks[row.outcome];
          return (
            <tr key={row.element} data-element={row.element} data-outcome={row.outcome}>
              <th scope="row">{word("element", row.element)}</th>
              <td data-name={t("payments.bound")}>
                <Told element={row.element} value={row.bound} />
              </td>
              <td data-name={t("payments.sent")}>
                <Sent row={row} distance_m={check.distance_m} />
              </td>
              <td>
                <span className={styles.mark} style={{ color: `var(--${tone})` }}>
                  <span aria-hidden>{icon}</span> {word("element_outcome", row.outcome)}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A value as it stands in the message; kinds of devices by name. */
function Told({ element, value }: { element: string; value: string | null | undefined }) {
  const word = useWord();
  if (!value) return <span className="quiet">—</span>;
  if (element === "device_type" && value in sections.device_type)
    return (
      <span>
        {word("device_type", value)} <span className="mono quiet">{value}</span>
      </span>
    );
  return <span className="mono">{element === "place" ? placeOf(value) : value}</span>;
}

function Sent({ row, distance_m }: { row: CheckedElement; distance_m: number | null | undefined }) {
  const t = useT();
  if (ofPapers.has(row.element)) {
    return (
      <span className="quiet">
        {t(row.outcome === "same" ? "payments.papers_same" : "payments.papers_changed")}
      </span>
    );
  }
  const known = row.element === "place" && distance_m !== null && distance_m !== undefined;
  return (
    <>
      {(row.sent ?? !known) && <Told element={row.element} value={row.sent} />}
      {known && <div>{t("payments.distance", { m: distance_m.toLocaleString("en-US") })}</div>}
    </>
  );
}
