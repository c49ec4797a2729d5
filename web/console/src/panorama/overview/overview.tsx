import type { Overview } from "@shancheng/api";
import { Button } from "antd";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { count, permille, timeShort } from "@/shared/format";
import { useLanguage, useT } from "@/shared/i18n";
import { Rows } from "@/shared/list/data-list";
import { Page, Section } from "@/shared/page/page";
import { BlankState, ErrorState, LoadingState } from "@/shared/page/states";
import { paymentColumns } from "@/panorama/payments/columns";
import { Acquirers } from "./acquirers";
import { OVERVIEW_MINUTES } from "./api";
import styles from "./overview.module.css";
import { useLive, type Live } from "./use-live";

const Charts = lazy(() => import("./charts"));

export default function OverviewPage() {
  const t = useT();
  const live = useLive();
  const old = live.state === "stale" || live.state === "broken";
  return (
    <Page title={t("overview.title")} mark={<StreamMark live={live} />}>
      {live.overview ? (
        <div className={old ? styles.old : undefined}>
          <Tiles overview={live.overview} />
          <Suspense fallback={<LoadingState lines={8} />}>
            <Charts overview={live.overview} />
          </Suspense>
          <Section title={t("overview.acquirers")} flush>
            <Acquirers acquirers={live.overview.acquirers} />
          </Section>
        </div>
      ) : live.error ? (
        <ErrorState error={live.error} retry={live.reload} />
      ) : (
        <LoadingState lines={10} />
      )}
      {live.overview && <Recent live={live} />}
      {live.overview && <Spoken overview={live.overview} />}
    </Page>
  );
}

function StreamMark({ live }: { live: Live }) {
  const t = useT();
  const { language } = useLanguage();
  const heard = live.heard_at ? timeShort(new Date(live.heard_at).toISOString(), language) : "—";
  const text = {
    live: t("overview.live"),
    connecting: t("overview.connecting"),
    stale: t("overview.stale", { time: heard }),
    broken: t("overview.broken"),
  }[live.state];
  return (
    <span
      className={`${styles.stream} ${styles[live.state] ?? ""}`}
      role="status"
      data-state={live.state}
    >
      <span className={styles.dot} aria-hidden /> {text}
    </span>
  );
}

function Tiles({ overview }: { overview: Overview }) {
  const t = useT();
  const depth = overview.acquirers.reduce((sum, acquirer) => sum + acquirer.saf_depth, 0);
  return (
    <div className={styles.tiles} data-testid="figures">
      <div className={styles.tile}>
        <div className={styles.tileName}>{t("overview.rate")}</div>
        <div className={styles.tileValue}>
          {overview.rate_per_s.toFixed(overview.rate_per_s < 100 ? 1 : 0)}
          <small>/s</small>
        </div>
        <div className={styles.tileHint}>
          <Counted overview={overview} />
        </div>
      </div>
      <div className={styles.tile}>
        <div className={styles.tileName}>{t("overview.approval")}</div>
        <div className={styles.tileValue}>
          {overview.count === 0 ? "—" : permille(overview.approval_rate_permille)}
        </div>
        <div className={styles.tileHint}>
          {t("overview.approval_hint", {
            declined: count(overview.declined),
            unknown: count(overview.unknown),
          })}
        </div>
      </div>
      <div className={styles.tile}>
        <div className={styles.tileName}>{t("overview.latency")}</div>
        <dl className={styles.three}>
          {(["p50_ms", "p95_ms", "p99_ms"] as const).map((name) => (
            <div key={name}>
              <dt>{name.slice(0, 3)}</dt>
              <dd>{overview.count === 0 ? "—" : count(overview[name])}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className={styles.tile}>
        <div className={styles.tileName}>{t("overview.saf")}</div>
        <div className={styles.tileValue} style={{ color: depth > 0 ? "var(--warn)" : undefined }}>
          {count(depth)}
        </div>
        <div className={styles.tileHint}>
          {t(depth === 0 ? "overview.saf_none" : "overview.saf_hint")}
        </div>
      </div>
    </div>
  );
}

/** How many, and since when: a node that was started lately has not seen the whole span. */
function Counted({ overview }: { overview: Overview }) {
  const t = useT();
  const { language } = useLanguage();
  const counted = count(overview.count);
  const begins = new Date(overview.series[0]?.at ?? overview.since);
  // The first step may have begun a little earlier.
  const whole = new Date(overview.since).getTime() <= begins.getTime();
  return (
    <>
      {whole
        ? t("overview.rate_hint", { count: counted, minutes: OVERVIEW_MINUTES })
        : t("overview.rate_since", {
            count: counted,
            time: timeShort(overview.since, language).slice(0, -3),
          })}
    </>
  );
}

function Recent({ live }: { live: Live }) {
  const t = useT();
  const [held, setHeld] = useState<Live["recent"]>();
  const first = useRef(new Set(live.recent.map((row) => row.id)));
  const shown = held ?? live.recent;
  const waiting = useMemo(() => {
    if (!held) return 0;
    const known = new Set(held.map((row) => row.id));
    return live.recent.filter((row) => !known.has(row.id)).length;
  }, [held, live.recent]);
  return (
    <Section
      title={t("overview.recent")}
      flush
      extra={
        <>
          {held && <span className={styles.held}>{t("overview.held", { count: waiting })}</span>}
          <Button
            size="small"
            onClick={() => setHeld(held ? undefined : live.recent)}
            aria-pressed={Boolean(held)}
          >
            {t(held ? "overview.resume" : "overview.pause")}
          </Button>
          <Link to="/payments">{t("overview.all")}</Link>
        </>
      }
    >
      {shown.length === 0 ? (
        <BlankState title={t("overview.empty")} text={t("overview.empty_text")} />
      ) : (
        <Rows
          label={t("overview.recent")}
          rows={shown}
          columns={paymentColumns}
          rowKey={(row) => row.id}
          to={(row) => `/payments/${row.id}`}
          unsorted
          fresh={(row) => !first.current.has(row.id)}
        />
      )}
    </Section>
  );
}

/** Says the figures to a screen reader, at most every 20 seconds. */
function Spoken({ overview }: { overview: Overview }) {
  const t = useT();
  const latest = useRef(overview);
  latest.current = overview;
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = setInterval(() => {
      setText(
        t("overview.spoken", {
          rate: latest.current.rate_per_s.toFixed(1),
          approval: permille(latest.current.approval_rate_permille),
        }),
      );
    }, 20_000);
    return () => clearInterval(timer);
  }, [t]);
  return (
    <div aria-live="polite" className="hidden-visually">
      {text}
    </div>
  );
}
