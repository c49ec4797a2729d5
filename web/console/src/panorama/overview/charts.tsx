import type { Overview } from "@shancheng/api";
import { useMemo } from "react";
import Chart, { type ChartOption } from "@/shared/chart/chart";
import { count } from "@/shared/format";
import { useT, type Translate } from "@/shared/i18n";
import { Section } from "@/shared/page/page";
import { fontText, type Palette } from "@/shared/theme/tokens";
import { useTheme } from "@/shared/theme/theme";
import { OVERVIEW_MINUTES } from "./api";
import styles from "./overview.module.css";

const CHART_HEIGHT_PX = 168;

type Series = Overview["series"];

const clock = (at: number, seconds: boolean) =>
  new Date(at).toTimeString().slice(0, seconds ? 8 : 5);

/** What both charts share. Nothing moves by itself: at each step all bars would. */
function base(p: Palette, series: Series): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: fontText, color: p.ink2 },
    grid: {
      left: 4,
      right: 4,
      top: 10,
      bottom: 0,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "category",
      data: series.map((point) => new Date(point.at).getTime().toString()),
      axisLine: { lineStyle: { color: p.line } },
      axisTick: { show: false },
      axisLabel: {
        color: p.ink3,
        hideOverlap: true,
        // Whole minutes only, so that the labels do not jump at each step.
        interval: (index, value) => index > 0 && Number(value) % 180_000 === 0,
        formatter: (value: string) => clock(Number(value), false),
      },
    },
    yAxis: {
      type: "value",
      splitNumber: 3,
      minInterval: 1,
      axisLabel: { color: p.ink3, formatter: (value: number) => count(value) },
      splitLine: { lineStyle: { color: p.line } },
    },
  };
}

interface Told {
  axisValue: string;
  marker: string;
  seriesName: string;
  value: number | null;
}

/** The tooltip: the step's span, and what each series says of it. */
function tooltip(p: Palette, step_s: number, unit: string, t: Translate): ChartOption["tooltip"] {
  return {
    trigger: "axis",
    backgroundColor: p.surface,
    borderColor: p.line,
    textStyle: { color: p.ink, fontSize: 12.5 },
    axisPointer: { type: "line", lineStyle: { color: p.lineStrong } },
    formatter: (told) => {
      const rows = told as unknown as Told[];
      const from = Number(rows[0]?.axisValue ?? 0);
      const running = from + step_s * 1000 > Date.now() ? ` · ${t("overview.running")}` : "";
      const lines = rows.map(({ marker, seriesName, value }) => {
        const figure = value === null || value === undefined ? "—" : `${count(value)}${unit}`;
        return `<div>${marker}${seriesName} <b>${figure}</b></div>`;
      });
      const span = `${clock(from, true)} – ${clock(from + step_s * 1000, true)}${running}`;
      return `<div>${span}</div>${lines.join("")}`;
    },
  };
}

export default function Charts({ overview }: { overview: Overview }) {
  const t = useT();
  const { palette: p } = useTheme();
  const { series, step_s } = overview;
  const volume = useMemo<ChartOption>(() => {
    // The last step is still running: it is drawn fainter, as it will grow.
    const bar = (value: number, index: number) =>
      index === series.length - 1 ? { value, itemStyle: { opacity: 0.45 } } : value;
    return {
      ...base(p, series),
      tooltip: tooltip(p, step_s, "", t),
      series: [
        {
          type: "bar",
          stack: "all",
          name: t("overview.approved"),
          barCategoryGap: "24%",
          itemStyle: { color: p.jade },
          data: series.map((point, index) => bar(point.approved, index)),
        },
        {
          type: "bar",
          stack: "all",
          name: t("overview.not_approved"),
          itemStyle: { color: p.ochre },
          data: series.map((point, index) => bar(point.count - point.approved, index)),
        },
      ],
    };
  }, [p, series, step_s, t]);
  const latency = useMemo<ChartOption>(
    () => ({
      ...base(p, series),
      tooltip: tooltip(p, step_s, " ms", t),
      series: [
        {
          type: "line",
          name: "p95",
          // A step without an answer has no time, not the time nought.
          connectNulls: false,
          showSymbol: false,
          symbolSize: 5,
          lineStyle: { color: p.info, width: 2 },
          itemStyle: { color: p.info },
          areaStyle: { color: p.infoSoft, opacity: 0.7 },
          data: series.map((point) => point.p95_ms ?? null),
        },
      ],
    }),
    [p, series, step_s, t],
  );
  const volumeTitle = t("overview.volume", { minutes: OVERVIEW_MINUTES });
  const approved = series.reduce((sum, point) => sum + point.approved, 0);
  const said = t("overview.volume_said", {
    approved: count(approved),
    other: count(overview.count - approved),
    step: step_s,
  });
  return (
    <div className={styles.charts}>
      <Section title={volumeTitle} extra={<Legend step_s={step_s} />}>
        <Chart option={volume} height={CHART_HEIGHT_PX} label={`${volumeTitle}: ${said}`} />
      </Section>
      <Section title={t("overview.latency_chart")}>
        <Chart
          option={latency}
          height={CHART_HEIGHT_PX}
          label={`${t("overview.latency_chart")}: ${count(overview.p95_ms)} ms`}
        />
      </Section>
    </div>
  );
}

function Legend({ step_s }: { step_s: number }) {
  const t = useT();
  return (
    <span className={styles.legend}>
      <span>{t("overview.step", { step: step_s })}</span>
      <span className={styles.legendGood}>{t("overview.approved")}</span>
      <span className={styles.legendOther}>{t("overview.not_approved")}</span>
    </span>
  );
}
