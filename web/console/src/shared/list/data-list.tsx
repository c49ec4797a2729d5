import { CaretDownOutlined, CaretUpOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import type { MouseEvent, ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { useSay, useT, type Say, type TextKey } from "@/shared/i18n";
import { BlankState, ErrorState, LoadingState } from "@/shared/page/states";
import { usePhone } from "@/shared/use-phone";
import styles from "./list.module.css";
import { useSorted, useSorting, type Direction, type Sorting } from "./sort";
import type { ListQuery } from "./use-list";

/** Cards from which on the phone offers to sort them. */
const SORT_FROM_ROWS = 6;

/** What a cell is worth for sorting and for files. */
export type Value = string | number | null | undefined;

export interface Column<T> {
  key: string;
  title: TextKey;
  cell: (row: T) => ReactNode;
  /** What it is sorted by, and what stands in a file; without it neither is offered. */
  value?: (row: T, say: Say) => Value;
  /** What stands in a file, where that is not `value`. */
  csv?: (row: T, say: Say) => Value;
  align?: "right";
  width?: number;
  /** Shown on wide desks only (1280 and more). */
  wide?: boolean;
  /**
   * Its part in the phone's card: `title` and `value` on the first line, `mark` (a state) and
   * `sub` (a plain word) together on the second, a `line` with its name each. `line` when not
   * said.
   */
  card?: "title" | "value" | "mark" | "sub" | "line" | "none";
}

export interface Blank {
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
}

interface RowsProps<T> {
  label: string;
  rows: T[];
  columns: Column<T>[];
  rowKey: (row: T) => string;
  /** Where a row leads; the title column becomes its link. */
  to?: (row: T) => string;
  /** What opening a row does, when it is not a page of its own. */
  onOpen?: (row: T) => void;
  fresh?: (row: T) => boolean;
  /** Sorting that the caller keeps; a list of its own otherwise. */
  sorting?: Sorting;
  /** Rows come as they come: no sorting is offered. */
  unsorted?: boolean;
}

function Opener<T>({
  row,
  to,
  onOpen,
  children,
}: Pick<RowsProps<T>, "to" | "onOpen"> & { row: T; children: ReactNode }) {
  if (to) {
    return (
      <Link to={to(row)} className={styles.openLink}>
        {children}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button type="button" className={styles.openLink} onClick={() => onOpen(row)}>
        {children}
      </button>
    );
  }
  return <>{children}</>;
}

/** Rows as a table on the desk and as cards on the phone. */
export function Rows<T>(props: RowsProps<T>) {
  const own = useSorting();
  const sorting = props.sorting ?? own;
  const rows = useSorted(props.rows, props.columns, sorting);
  const whole = { ...props, rows, sorting: props.unsorted ? undefined : sorting };
  return usePhone() ? <Cards {...whole} /> : <Table {...whole} />;
}

/** The head of a column: a button where the rows can be sorted by it. */
function Head<T>({ column, sorting }: { column: Column<T>; sorting: Sorting | undefined }) {
  const t = useT();
  const sortable = Boolean(sorting && column.value);
  const on = sortable && sorting?.key === column.key;
  const Arrow = sorting?.direction === "descending" ? CaretDownOutlined : CaretUpOutlined;
  return (
    <th
      scope="col"
      className={classes(column)}
      style={{ width: column.width }}
      aria-sort={on ? sorting?.direction : undefined}
    >
      {sortable ? (
        <button
          type="button"
          className={styles.sort}
          title={t("common.sort_by", { name: t(column.title) })}
          onClick={() => sorting?.turn(column.key)}
        >
          {t(column.title)}
          <Arrow aria-hidden className={on ? styles.sortOn : styles.sortOff} />
        </button>
      ) : (
        t(column.title)
      )}
    </th>
  );
}

function classes<T>(column: Column<T>): string {
  return [
    column.align === "right" ? styles.right : "",
    column.wide ? styles.wideOnly : "",
    column.card === "title" ? styles.name : "",
  ].join(" ");
}

function Table<T>({ label, rows, columns, rowKey, to, onOpen, fresh, sorting }: RowsProps<T>) {
  const navigate = useNavigate();
  const open = (row: T) => (event: MouseEvent) => {
    // A click on a link, a button or selected text means that, not the row.
    if ((event.target as HTMLElement).closest("a,button,input,label")) return;
    if (window.getSelection()?.toString()) return;
    if (to) void navigate(to(row));
    else onOpen?.(row);
  };
  const opens = Boolean(to ?? onOpen);
  return (
    // A scrolling region must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.wrap} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <caption className="hidden-visually">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            // The row's link is in its title cell; a click elsewhere in it is a convenience.
            <tr
              key={rowKey(row)}
              className={[opens ? styles.opens : "", fresh?.(row) ? styles.fresh : ""].join(" ")}
              onClick={opens ? open(row) : undefined}
            >
              {columns.map((column) => (
                <td key={column.key} className={classes(column)}>
                  {column.card === "title" ? (
                    <Opener row={row} to={to} onOpen={onOpen}>
                      {column.cell(row)}
                    </Opener>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards<T>({ label, rows, columns, rowKey, to, onOpen, fresh, sorting }: RowsProps<T>) {
  const t = useT();
  const say = useSay();
  const part = (name: Column<T>["card"]) =>
    columns.filter((column) => (column.card ?? "line") === name);
  const [titles, values, lines] = [part("title"), part("value"), part("line")];
  const subs = [...part("mark"), ...part("sub")];
  return (
    <>
      {sorting && <SortChoice columns={columns} sorting={sorting} count={rows.length} />}
      <ul className={styles.cards} aria-label={label}>
        {rows.map((row) => (
          <li key={rowKey(row)} className={fresh?.(row) ? styles.freshCard : undefined}>
            <div className={styles.cardHead}>
              <div className={styles.cardTitle}>
                {titles.map((column) => (
                  <Opener key={column.key} row={row} to={to} onOpen={onOpen}>
                    {column.cell(row)}
                  </Opener>
                ))}
              </div>
              {values.map((column) => (
                <div key={column.key} className={styles.cardValue}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
            {subs.length > 0 && (
              <div className={styles.cardSubs}>
                {subs
                  .filter((column) => !column.value || column.value(row, say))
                  .map((column) => (
                    <span key={column.key}>
                      <span className="hidden-visually">{t(column.title)} </span>
                      {column.cell(row)}
                    </span>
                  ))}
              </div>
            )}
            {lines.length > 0 && (
              <dl className={styles.cardLines}>
                {lines.map((column) => (
                  <Line key={column.key} name={t(column.title)} value={column.cell(row)} />
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The phone has no heads to press. */
function SortChoice<T>(props: { columns: Column<T>[]; sorting: Sorting; count: number }) {
  const t = useT();
  const { columns, sorting, count } = props;
  const sortable = columns.filter((column) => column.value);
  if (count < SORT_FROM_ROWS || sortable.length === 0) return null;
  const directions: Direction[] = ["ascending", "descending"];
  const options = sortable.flatMap((column) =>
    directions.map((direction) => ({
      value: `${column.key} ${direction}`,
      label: `${t(column.title)} ${direction === "ascending" ? "↑" : "↓"}`,
    })),
  );
  return (
    <div className={styles.sortChoice}>
      <Select
        allowClear
        size="small"
        variant="borderless"
        aria-label={t("common.sort")}
        placeholder={t("common.sort")}
        popupMatchSelectWidth={false}
        options={options}
        value={sorting.key ? `${sorting.key} ${sorting.direction}` : null}
        onChange={(value: string | null | undefined) => {
          const [key, direction] = (value ?? "").split(" ");
          sorting.set(key || undefined, direction as Direction | undefined);
        }}
      />
    </div>
  );
}

function Line({ name, value }: { name: string; value: ReactNode }) {
  // Nothing to do is no line.
  if (value === null || value === false) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

interface DataListProps<T> extends Omit<RowsProps<T>, "rows" | "sorting"> {
  list: ListQuery<T>;
  filtered?: boolean;
  onClear?: () => void;
  blank?: Blank;
}

/** A list with all its states: loading, broken, empty, filtered to nothing, more to come. */
export function DataList<T>({ list, filtered, onClear, blank, ...rest }: DataListProps<T>) {
  const t = useT();
  const sorting = useSorting();
  if (list.rows === undefined) {
    if (list.error) return <ErrorState error={list.error} retry={list.reload} />;
    return <LoadingState lines={8} />;
  }
  if (list.rows.length === 0) {
    return filtered ? (
      <BlankState
        title={t("common.empty_filtered")}
        text={t("common.empty_filtered_text")}
        actions={onClear && <Button onClick={onClear}>{t("common.filters_clear")}</Button>}
      />
    ) : (
      <BlankState {...(blank ?? { title: t("common.empty_title") })} />
    );
  }
  const count = list.rows.length;
  const told = !list.more
    ? "common.rows_all"
    : sorting.key
      ? "common.rows_sorted"
      : "common.rows_loaded";
  return (
    <div
      aria-busy={list.stale}
      style={{ opacity: list.stale ? 0.6 : 1, transition: "opacity .15s" }}
    >
      <Rows rows={list.rows} sorting={sorting} {...rest} />
      <div className={styles.foot}>
        <span role="status">{t(told, { count })}</span>
        {list.more && (
          <Button loading={list.loadingMore} onClick={list.loadMore}>
            {t("common.load_more")}
          </Button>
        )}
      </div>
    </div>
  );
}
