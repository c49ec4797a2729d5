import type { Hop, Payment } from "@shancheng/api";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useLinkName } from "@/panorama/acquirers/use-acquirers";
import { timeExact } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import { sections } from "@/shared/i18n/words";
import styles from "./payment.module.css";

/** A hop with where it lies in the whole: it took `us` microseconds, from `start_us`. */
export interface Span {
  hop: Hop;
  start_us: number;
}

/** Each hop tells how long after the one before it was passed; sums give where it lies. */
export function spansOf(hops: Hop[]): { spans: Span[]; total_us: number } {
  let total_us = 0;
  const spans = hops.map((hop) => {
    const span = { hop, start_us: total_us };
    total_us += hop.us;
    return span;
  });
  return { spans, total_us };
}

/** 45 -> "0.05 ms", 1234 -> "1.2 ms", 45678 -> "46 ms", 5004000 -> "5,004 ms". */
export function milliseconds(us: number): string {
  const ms = us / 1000;
  const digits = ms === 0 || ms >= 10 ? 0 : ms >= 1 ? 1 : 2;
  const text = ms.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${text} ms`;
}

const badHops = new Set(["given_up"]);
/** Hops whose time is the acquirer's, not ours. */
const foreignHops = new Set(["answered", "given_up"]);

/** How long the acquirer took of it all, in microseconds. */
export function foreignOf(hops: Hop[]): number {
  return hops.reduce((sum, hop) => sum + (foreignHops.has(hop.hop) ? hop.us : 0), 0);
}

/** Field 39 in words of the chosen language; as the server says it when the code is new to us. */
export function useResponseText() {
  const word = useWord();
  return (code: string | null | undefined, given: string | null | undefined) =>
    code && code in sections.response_code ? word("response_code", code) : (given ?? "");
}

/** What there is to say of a hop: what came of the check, which rule, to whom, with what answer. */
function useDetail(payment: Payment): (hop: Hop) => ReactNode {
  const t = useT();
  const word = useWord();
  const link = useLinkName();
  const responseText = useResponseText();
  const { routing } = payment;
  return ({ hop, detail }) => {
    switch (hop) {
      case "received":
        return t("payments.hop_received", {
          terminal: payment.terminal_code,
          trace: payment.trace_no,
        });
      case "checked":
        return word("verdict", payment.binding_check.verdict);
      case "routed": {
        const chosen = routing.considered.find((line) => line.outcome === "chosen");
        if (!chosen) return null;
        return chosen.route ? chosen.name : t("payments.considered_contract");
      }
      case "sent":
        return [payment.acquirer_name, routing.link ? link(routing.link) : ""]
          .filter(Boolean)
          .join(" · ");
      case "answered":
        return detail && `${detail} ${responseText(detail, "")}`;
      case "decided":
        return word("payment_outcome", outcomeOf(payment));
      default:
        return null;
    }
  };
}

/** What was decided at the time; what became of it afterwards is no part of the way. */
function outcomeOf(payment: Payment): string {
  if (payment.state === "reversal_pending" || payment.state === "reversed") return "unknown";
  return payment.state;
}

/** Each step of a payment with when it was passed and how long it took. */
export function TimeLine({ payment }: { payment: Payment }) {
  const t = useT();
  const word = useWord();
  const detail = useDetail(payment);
  const { hops } = payment;
  if (hops.length === 0) return <p className="quiet">{t("payments.time_line_empty")}</p>;
  const { spans, total_us } = spansOf(hops);
  const share = (us: number) => `${(us / Math.max(1, total_us)) * 100}%`;
  const bar = (hop: Hop) => {
    if (badHops.has(hop.hop)) return styles.barBad;
    return foreignHops.has(hop.hop) ? styles.barForeign : "";
  };
  return (
    <>
      <Shares hops={hops} total_us={total_us} />
      <ol className={styles.line}>
        {spans.map(({ hop, start_us }, index) => (
          <li key={index} className={styles.hop}>
            <Tooltip title={timeExact(hop.at)}>
              <span className={styles.offset}>+{milliseconds(start_us + hop.us)}</span>
            </Tooltip>
            <span
              className={`${styles.knot} ${badHops.has(hop.hop) ? styles.knotBad : ""}`}
              aria-hidden
            />
            <span className={styles.what}>
              <span className={styles.name}>{word("hop", hop.hop)}</span>
              <span className={styles.detail}>{detail(hop)}</span>
            </span>
            <span className={styles.track} aria-hidden>
              <span
                className={`${styles.bar} ${bar(hop)}`}
                style={{ left: `min(${share(start_us)}, calc(100% - 3px))`, width: share(hop.us) }}
              />
            </span>
            <span className={styles.ms}>{milliseconds(hop.us)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** How the whole time is shared between us and the acquirer. */
function Shares({ hops, total_us }: { hops: Hop[]; total_us: number }) {
  const t = useT();
  const foreign_us = foreignOf(hops);
  return (
    <dl className={styles.shares}>
      <div>
        <dt>{t("payments.time_all")}</dt>
        <dd>{milliseconds(total_us)}</dd>
      </div>
      <div>
        <dt className={styles.swatchOwn}>{t("payments.time_own")}</dt>
        <dd>{milliseconds(total_us - foreign_us)}</dd>
      </div>
      <div>
        <dt className={styles.swatchForeign}>{t("payments.time_foreign")}</dt>
        <dd>{milliseconds(foreign_us)}</dd>
      </div>
    </dl>
  );
}
