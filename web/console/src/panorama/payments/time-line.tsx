import type { Hop } from "@shancheng/api";
import { Tooltip } from "antd";
import { timeExact } from "@/shared/format";
import { useT, useWord } from "@/shared/i18n";
import styles from "./payment.module.css";

interface Span {
  hop: Hop;
  /** Milliseconds from the first hop to the start of this one. */
  start_ms: number;
}

/** Where each hop lies in the whole: offsets from the first. */
export function spansOf(hops: Hop[]): { spans: Span[]; total_ms: number } {
  const first = hops[0] ? new Date(hops[0].at).getTime() : 0;
  const spans = hops.map((hop) => ({
    hop,
    start_ms: Math.max(0, new Date(hop.at).getTime() - first),
  }));
  const total_ms = Math.max(1, ...spans.map((span) => span.start_ms + span.hop.ms));
  return { spans, total_ms };
}

const badHops = new Set(["timed_out", "refused", "failed"]);

/** Each step of a payment with when it began and how long it took. */
export function TimeLine({ hops }: { hops: Hop[] }) {
  const t = useT();
  const word = useWord();
  if (hops.length === 0) return <p className="quiet">{t("payments.time_line_empty")}</p>;
  const { spans, total_ms } = spansOf(hops);
  const slowest = Math.max(...hops.map((hop) => hop.ms));
  return (
    <ol className={styles.line}>
      {spans.map(({ hop, start_ms }, index) => (
        <li key={index} className={styles.hop}>
          <Tooltip title={timeExact(hop.at)}>
            <span className={styles.offset}>+{start_ms} ms</span>
          </Tooltip>
          <span
            className={`${styles.knot} ${badHops.has(hop.hop) ? styles.knotBad : ""}`}
            aria-hidden
          />
          <span>
            <span className={styles.name}>{word("hop", hop.hop)}</span>
            {hop.detail && <div className={styles.detail}>{hop.detail}</div>}
          </span>
          <span className={styles.track} aria-hidden>
            <span
              className={`${styles.bar} ${hop.ms === slowest && hops.length > 1 ? styles.barSlow : ""}`}
              style={{
                left: `${Math.min(98, (start_ms / total_ms) * 100)}%`,
                width: `${(hop.ms / total_ms) * 100}%`,
              }}
            />
          </span>
          <span className={styles.ms}>{hop.ms} ms</span>
        </li>
      ))}
    </ol>
  );
}
