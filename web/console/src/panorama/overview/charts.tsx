import type { Overview } from "@shancheng/api";
import { useMemo } from "react";
import Chart, { type ChartOption } from "@/shared/chart/chart";
import { useT } from "@/shared/i18n";
import { Section } from "@/shared/page/page";
import { fontText, type Palette } from "@/shared/theme/tokens";
import { useTheme } from "@/shared/theme/theme";
import { OVERVIEW_MINUTES } from "./api";
import styles from "./overview.module.css";

const CHART_HEIGHT_PX = 168;

function base(p: Palette, times: string[]): ChartOption {
  return {
    animationDuration: 250,
    textStyle: { fontFamily: fontText, color: p.ink2 },
    grid: {
      left: 8,
      right: 8,
      top: 16,
      bottom: 4,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      trigger: "axis",
      backgroundColor: p.surface,
      borderColor: p.line,
      textStyle: { color: p.ink, fontSize: 12.5 },
      axisPointer: { lineStyle: { color: p.lineStrong } },
    },
    xAxis: {
      type: "category",
      data: times,
      axisLine: { lineStyle: { color: p.line } },
      axisTick: { show: false },
      axisLabel: { color: p.ink3, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      splitNumber: 3,
      minInterval: 1,
      axisLabel: { color: p.ink3 },
      splitLine: { lineStyle: { color: p.line } },
    },
  };
}

export default function Charts({ series }: { series: Overview["series"] }) {
  const t = useT();
  const { palette: p } = useTheme();
  const times = useMemo(
    () => series.map((point) => new Date(point.at).toTimeString().slice(0, 5)),
    [series],
  );
  const volume = useMemo<ChartOption>(
    () => ({
      ...base(p, times),
      series: [
        {
          type: "bar",
          stack: "all",
          name: t("overview.approved"),
          barCategoryGap: "30%",
          itemStyle: { color: p.jade },
          data: series.map((point) => point.approved),
        },
        {
          type: "bar",
          stack: "all",
          name: t("overview.not_approved"),
          itemStyle: { color: p.ochre, borderRadius: [2, 2, 0, 0] },
          data: series.map((point) => point.count - point.approved),
        },
      ],
    }),
    [p, times, series, t],
  );
  const latency = useMemo<ChartOption>(
    () => ({
      ...base(p, times),
      series: [
        {
          type: "line",
          name: t("overview.latency_chart"),
          showSymbol: false,
          smooth: 0.2,
          lineStyle: { color: p.info, width: 2 },
          itemStyle: { color: p.info },
          areaStyle: { color: p.infoSoft, opacity: 0.7 },
          data: series.map((point) => point.p95_ms),
        },
      ],
    }),
    [p, times, series, t],
  );
  const volumeTitle = t("overview.volume", { minutes: OVERVIEW_MINUTES });
  return (
    <div className={styles.charts}>
      <Section title={volumeTitle} extra={<Legend />}>
        <Chart option={volume} height={CHART_HEIGHT_PX} label={volumeTitle} />
      </Section>
      <Section title={t("overview.latency_chart")}>
        <Chart option={latency} height={CHART_HEIGHT_PX} label={t("overview.latency_chart")} />
      </Section>
    </div>
  );
}

function Legend() {
  const t = useT();
  const swatch = (color: string) => (
    <span
      aria-hidden
      style={{
        display: "inline-block",
        width: 10,
        height: 10,
        borderRadius: 3,
        background: color,
        marginRight: 6,
      }}
    />
  );
  return (
    <span className="quiet" style={{ display: "inline-flex", gap: 14, fontSize: 12.5 }}>
      <span>
        {swatch("var(--jade)")}
        {t("overview.approved")}
      </span>
      <span>
        {swatch("var(--ochre)")}
        {t("overview.not_approved")}
      </span>
    </span>
  );
}
