import { Button } from "antd";
import type { MouseEvent, ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { useT, type TextKey } from "@/shared/i18n";
import { BlankState, ErrorState, LoadingState } from "@/shared/page/states";
import { usePhone } from "@/shared/use-phone";
import styles from "./list.module.css";
import type { ListQuery } from "./use-list";

export interface Column<T> {
  key: string;
  title: TextKey;
  cell: (row: T) => ReactNode;
  align?: "right";
  width?: number;
  /** Shown on wide desks only (1280 and more). */
  wide?: boolean;
  /** Its part in the phone's card; `line` when not said. */
  card?: "title" | "value" | "mark" | "line" | "none";
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
  return usePhone() ? <Cards {...props} /> : <Table {...props} />;
}

function Table<T>({ label, rows, columns, rowKey, to, onOpen, fresh }: RowsProps<T>) {
  const t = useT();
  const navigate = useNavigate();
  const open = (row: T) => (event: MouseEvent) => {
    // A click on a link, a button or selected text means that, not the row.
    if ((event.target as HTMLElement).closest("a,button,input,label")) return;
    if (window.getSelection()?.toString()) return;
    if (to) void navigate(to(row));
    else onOpen?.(row);
  };
  const opens = Boolean(to ?? onOpen);
  const classes = (column: Column<T>) =>
    [column.align === "right" ? styles.right : "", column.wide ? styles.wideOnly : ""].join(" ");
  return (
    // A scrolling region must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.wrap} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <caption className="hidden-visually">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classes(column)}
                style={{ width: column.width }}
              >
                {t(column.title)}
              </th>
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

function Cards<T>({ label, rows, columns, rowKey, to, onOpen }: RowsProps<T>) {
  const t = useT();
  const part = (name: Column<T>["card"]) =>
    columns.filter((column) => (column.card ?? "line") === name);
  const [titles, values, marks, lines] = [part("title"), part("value"), part("mark"), part("line")];
  return (
    <ul className={styles.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)}>
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
          {marks.length > 0 && (
            <div className={styles.cardMarks}>
              {marks.map((column) => (
                <span key={column.key}>{column.cell(row)}</span>
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

interface DataListProps<T> extends Omit<RowsProps<T>, "rows"> {
  list: ListQuery<T>;
  filtered?: boolean;
  onClear?: () => void;
  blank?: Blank;
}

/** A list with all its states: loading, broken, empty, filtered to nothing, more to come. */
export function DataList<T>({ list, filtered, onClear, blank, ...rest }: DataListProps<T>) {
  const t = useT();
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
  return (
    <div
      aria-busy={list.stale}
      style={{ opacity: list.stale ? 0.6 : 1, transition: "opacity .15s" }}
    >
      <Rows rows={list.rows} {...rest} />
      <div className={styles.foot}>
        <span role="status">
          {t(list.more ? "common.rows_loaded" : "common.rows_all", { count })}
        </span>
        {list.more && (
          <Button loading={list.loadingMore} onClick={list.loadMore}>
            {t("common.load_more")}
          </Button>
        )}
      </div>
    </div>
  );
}
