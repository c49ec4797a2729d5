import type { Hop } from "@shancheng/api";
import { Tooltip } from "antd";
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

/** 45 -> "0.05 ms", 1234 -> "1.2 ms", 45678 -> "46 ms". */
export function milliseconds(us: number): string {
  const ms = us / 1000;
  const digits = ms === 0 || ms >= 10 ? 0 : ms >= 1 ? 1 : 2;
  return `${ms.toFixed(digits)} ms`;
}

const badHops = new Set(["given_up"]);

/** Field 39 in words of the chosen language; as the server says it when the code is new to us. */
export function useResponseText() {
  const word = useWord();
  return (code: string | null | undefined, given: string | null | undefined) =>
    code && code in sections.response_code ? word("response_code", code) : (given ?? "");
}

/** What a hop has to say that the page does not say elsewhere: a host's answer in words. */
function Detail({ hop }: { hop: Hop }) {
  const responseText = useResponseText();
  if (!hop.detail || hop.hop === "received") return null;
  const text =
    hop.hop === "answered" ? `${hop.detail} ${responseText(hop.detail, "")}` : hop.detail;
  return <div className={styles.detail}>{text}</div>;
}

/** Each step of a payment with when it was passed and how long it took. */
export function TimeLine({ hops }: { hops: Hop[] }) {
  const t = useT();
  const word = useWord();
  if (hops.length === 0) return <p className="quiet">{t("payments.time_line_empty")}</p>;
  const { spans, total_us } = spansOf(hops);
  const slowest = Math.max(...hops.map((hop) => hop.us));
  const share = (us: number) => `${(us / Math.max(1, total_us)) * 100}%`;
  return (
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
          <span>
            <span className={styles.name}>{word("hop", hop.hop)}</span>
            <Detail hop={hop} />
          </span>
          <span className={styles.track} aria-hidden>
            <span
              className={`${styles.bar} ${hop.us === slowest && hops.length > 1 ? styles.barSlow : ""}`}
              style={{ left: `min(${share(start_us)}, calc(100% - 3px))`, width: share(hop.us) }}
            />
          </span>
          <span className={styles.ms}>{milliseconds(hop.us)}</span>
        </li>
      ))}
    </ol>
  );
}
