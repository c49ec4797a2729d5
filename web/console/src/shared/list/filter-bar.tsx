import { FilterOutlined, SearchOutlined } from "@ant-design/icons";
import { Badge, Button, Drawer, Input, Select } from "antd";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { fenFrom, yuan } from "@/shared/format";
import { useT, useWord, type TextKey } from "@/shared/i18n";
import { usePhone } from "@/shared/use-phone";
import styles from "./list.module.css";
import type { Filters } from "./use-filters";

const TimeRange = lazy(() => import("./time-range"));

export type FilterSpec<N extends string> =
  | { type: "search"; name: N; label: TextKey }
  | { type: "text"; name: N; label: TextKey; width?: number }
  | { type: "words"; name: N; label: TextKey; group: string; words: readonly string[] }
  | { type: "choice"; name: N; label: TextKey; options: { value: string; label: string }[] }
  | {
      type: "pick";
      name: N;
      label: TextKey;
      /** A control of the module's own, e.g. one that finds a merchant by typing. */
      control: (props: PickProps) => ReactNode;
    }
  | { type: "amount"; from: N; until: N; label: TextKey }
  | { type: "time"; from: N; until: N; label: TextKey };

export interface PickProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  label: string;
  block: boolean;
}

interface BarProps<N extends string> {
  filters: Filters<N>;
  specs: FilterSpec<N>[];
}

/** The filters of a list: a row on the desk, a sheet on the phone. */
export function FilterBar<N extends string>({ filters, specs }: BarProps<N>) {
  const t = useT();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  if (!phone) {
    return (
      <div className={styles.filters} role="search">
        {specs.map((spec) => (
          <Field key={keyOf(spec)} spec={spec} filters={filters} />
        ))}
        {filters.count > 0 && (
          <Button type="text" className={styles.filterClear} onClick={filters.clear}>
            {t("common.filters_clear")}
          </Button>
        )}
      </div>
    );
  }
  const search = specs.find((spec) => spec.type === "search");
  const rest = specs.filter((spec) => spec.type !== "search");
  const used = filters.count - (search && filters.values[search.name] ? 1 : 0);
  return (
    <div className={styles.filters} role="search">
      {search && <Field spec={search} filters={filters} />}
      {rest.length > 0 && (
        <Badge count={used} color="var(--ochre)" title={t("common.filters_on", { count: used })}>
          <Button icon={<FilterOutlined aria-hidden />} onClick={() => setOpen(true)}>
            {t("common.filters")}
          </Button>
        </Badge>
      )}
      <Drawer
        open={open}
        placement="bottom"
        size="auto"
        title={t("common.filters")}
        onClose={() => setOpen(false)}
        footer={
          <div className={styles.sheetFoot}>
            <Button onClick={filters.clear} disabled={filters.count === 0}>
              {t("common.filters_clear")}
            </Button>
            <Button type="primary" onClick={() => setOpen(false)}>
              {t("common.filters_show")}
            </Button>
          </div>
        }
      >
        <div className={styles.sheet}>
          {rest.map((spec) => (
            <div key={keyOf(spec)}>
              <span className={styles.sheetName} aria-hidden>
                {t(spec.label)}
              </span>
              <Field spec={spec} filters={filters} block />
            </div>
          ))}
        </div>
      </Drawer>
    </div>
  );
}

function keyOf<N extends string>(spec: FilterSpec<N>): string {
  return "name" in spec ? spec.name : spec.from;
}

function Field<N extends string>({
  spec,
  filters,
  block,
}: {
  spec: FilterSpec<N>;
  filters: Filters<N>;
  block?: boolean;
}) {
  const t = useT();
  const word = useWord();
  const { values } = filters;
  const set = (name: N, value: string | undefined) =>
    filters.set({ [name]: value } as Partial<Record<N, string | undefined>>);
  switch (spec.type) {
    case "search":
    case "text":
      return (
        <Settled
          label={t(spec.label)}
          value={values[spec.name] ?? ""}
          onSettled={(value) => set(spec.name, value)}
          search={spec.type === "search"}
          width={block ? "100%" : spec.type === "text" ? (spec.width ?? 150) : undefined}
        />
      );
    case "pick":
      return spec.control({
        value: values[spec.name],
        onChange: (value) => set(spec.name, value),
        label: t(spec.label),
        block: Boolean(block),
      });
    case "words":
    case "choice": {
      const options =
        spec.type === "choice"
          ? spec.options
          : spec.words.map((value) => ({ value, label: word(spec.group, value) }));
      return (
        <Select
          allowClear
          aria-label={t(spec.label)}
          placeholder={t(spec.label)}
          options={options}
          value={values[spec.name] ?? null}
          onChange={(value) => set(spec.name, value ?? undefined)}
          style={{ minWidth: 116, width: block ? "100%" : undefined }}
          popupMatchSelectWidth={false}
          showSearch={options.length > 12 ? { optionFilterProp: "label" } : false}
        />
      );
    }
    case "amount":
      return (
        <span className={styles.range}>
          <Settled
            label={t("common.at_least", { what: t(spec.label) })}
            value={fenText(values[spec.from])}
            onSettled={(text) => set(spec.from, fenFrom(text)?.toString())}
            width={block ? "100%" : 124}
          />
          <span aria-hidden>–</span>
          <Settled
            label={t("common.at_most", { what: t(spec.label) })}
            value={fenText(values[spec.until])}
            onSettled={(text) => set(spec.until, fenFrom(text)?.toString())}
            width={block ? "100%" : 124}
          />
        </span>
      );
    case "time":
      return (
        <Suspense fallback={<Input disabled style={{ width: 320 }} aria-label={t(spec.label)} />}>
          <TimeRange
            label={t(spec.label)}
            from={values[spec.from]}
            until={values[spec.until]}
            onChange={(from, until) =>
              filters.set({ [spec.from]: from, [spec.until]: until } as Partial<Record<N, string>>)
            }
          />
        </Suspense>
      );
  }
}

function fenText(fen: string | undefined): string {
  return fen ? yuan(Number(fen)) : "";
}

interface SettledProps {
  label: string;
  value: string;
  onSettled: (value: string) => void;
  search?: boolean;
  width?: number | string;
}

/** A text filter that acts when the typing has paused, or on Enter. */
function Settled({ label, value, onSettled, search, width }: SettledProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onSettled(text.trim()), 350);
    return () => clearTimeout(timer);
    // `onSettled` is new at each drawing; only the text starts the clock again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, value]);
  return (
    <Input
      allowClear
      aria-label={label}
      placeholder={label}
      value={text}
      className={search ? styles.filterSearch : undefined}
      style={{ width }}
      prefix={search && <SearchOutlined aria-hidden style={{ color: "var(--ink3)" }} />}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onSettled(text.trim())}
    />
  );
}
