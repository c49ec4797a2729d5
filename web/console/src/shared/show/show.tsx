import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { cardGrouped, degrees, idShort, timeExact, timeShort, yuan } from "@/shared/format";
import { useLanguage, useT, useWord, type TextKey } from "@/shared/i18n";
import type { Tone } from "@/shared/theme/tokens";
import styles from "./show.module.css";

/** An amount in yuan from fen, tabular. */
export function Money({ fen, sign }: { fen: number | null | undefined; sign?: boolean }) {
  if (fen === null || fen === undefined) return <span className="quiet">—</span>;
  return (
    <span className={styles.money}>
      {sign && <span className={styles.moneySign}>¥</span>}
      {yuan(fen)}
    </span>
  );
}

/**
 * What an account comes to: credits less debits, with the side it stands on, as books say it.
 * `big` names the side in full.
 */
export function Balance({ fen, big }: { fen: number; big?: boolean }) {
  const word = useWord();
  if (fen === 0) return <Money fen={0} sign={big} />;
  const side = fen < 0 ? "debit" : "credit";
  return (
    <span className="nowrap">
      {!big && <span className={styles.side}>{word("balance_side", side)}</span>}
      <Money fen={Math.abs(fen)} sign={big} />
      {big && <span className={styles.sideLong}>{word("balance_side", `${side}_long`)}</span>}
    </span>
  );
}

interface TimeProps {
  at: string | null | undefined;
  /** How long ago it was. */
  ago?: boolean;
  /** With its day and milliseconds, whatever day it is. */
  exact?: boolean;
}

/** A moment in the local zone; the exact time with its offset in the tooltip. */
export function Time({ at, ago, exact }: TimeProps) {
  const { language } = useLanguage();
  const since = useAgo(at);
  if (!at) return <span className="quiet">—</span>;
  return (
    <Tooltip title={timeExact(at)}>
      <time dateTime={at} className={styles.time}>
        {ago ? since : exact ? timeExact(at).slice(0, -7) : timeShort(at, language)}
      </time>
    </Tooltip>
  );
}

function useAgo(at: string | null | undefined): string {
  const t = useT();
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (!at) return "—";
  const seconds = Math.max(0, Math.round((Date.now() - new Date(at).getTime()) / 1000));
  if (seconds < 5) return t("common.just_now");
  if (seconds < 90) return t("common.ago_seconds", { count: seconds });
  if (seconds < 5400) return t("common.ago_minutes", { count: Math.round(seconds / 60) });
  if (seconds < 129_600) return t("common.ago_hours", { count: Math.round(seconds / 3600) });
  return t("common.ago_days", { count: Math.round(seconds / 86_400) });
}

/** A masked card number, monospaced and grouped by four. */
export function Card({ card }: { card: string | null | undefined }) {
  if (!card) return <span className="quiet">—</span>;
  return <span className={styles.card}>{cardGrouped(card)}</span>;
}

/** A short monospaced text such as a code or serial. */
export function Mono({ children }: { children: ReactNode }) {
  if (children === null || children === undefined || children === "")
    return <span className="quiet">—</span>;
  return <span className="mono">{children}</span>;
}

/** An id or code with a copy button; `whole` shows all of it. */
export function CopyId({
  id,
  whole,
  what,
}: {
  id: string | null | undefined;
  whole?: boolean;
  what?: string;
}) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  if (!id) return <span className="quiet">—</span>;
  const label = copied ? t("common.copied") : t("common.copy_what", { what: what ?? id });
  return (
    <span className={styles.id}>
      <span className={whole ? styles.idWhole : styles.idText} title={id}>
        {whole ? id : idShort(id)}
      </span>
      <button
        type="button"
        className={styles.copy}
        aria-label={label}
        title={label}
        onClick={(event) => {
          event.stopPropagation();
          void copyText(id).then(() => setCopied(true));
        }}
      >
        {copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
      </button>
      <span aria-live="polite" className="hidden-visually">
        {copied ? t("common.copied") : ""}
      </span>
    </span>
  );
}

// The clipboard interface exists only in secure contexts; a console reached over plain HTTP in a
// closed network still copies.
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** A coloured label. `plain` leaves out the dot. */
export function Tag({
  tone,
  plain,
  children,
}: {
  tone: Tone;
  plain?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={[styles.tag, styles[tone], plain ? styles.plain : ""].join(" ")}>
      {children}
    </span>
  );
}

const toneWords: Record<Tone, string[]> = {
  good: [
    "approved",
    "active",
    "up",
    "done",
    "delivered",
    "paid",
    "settled",
    "acknowledged",
    "matched",
    "balanced",
    "chosen",
    "proven",
    "test_passed",
  ],
  bad: [
    "declined",
    "failed",
    "refused",
    "rejected",
    "returned",
    "down",
    "dead",
    "refuse",
    "staff",
    "lost",
    "missing",
    "duplicate",
    "unexpected",
    "disabled",
    "differing",
    "revoked",
  ],
  warn: [
    "unknown",
    "reversal_pending",
    "suspended",
    "flagged",
    "flag",
    "connecting",
    "uploading",
    "signing_on",
    "pending",
    "draft",
    "paused",
    "not_eligible",
    "retired",
    "amount_over",
    "amount_under",
    "data_mismatch",
    "fee_mismatch",
    "partially_reconciled",
  ],
  info: [
    "registered",
    "bound",
    "testing",
    "received",
    "sent",
    "running",
    "queued",
    "expected",
    "busy",
    "cut",
    "payable",
  ],
  quiet: [],
  jade: [],
  ochre: [],
};
const tones = new Map(
  Object.entries(toneWords).flatMap(([tone, words]) => words.map((word) => [word, tone as Tone])),
);

/** The tone that a state's word has everywhere. */
export function toneOf(word: string): Tone {
  return tones.get(word) ?? "quiet";
}

/** A state from the server, named in the user's language and coloured the same everywhere. */
export function State({
  group,
  word,
  tone,
}: {
  group: string;
  word: string | null | undefined;
  tone?: Tone;
}) {
  const name = useWord();
  if (!word) return <span className="quiet">—</span>;
  return <Tag tone={tone ?? toneOf(word)}>{name(group, word)}</Tag>;
}

/** A word without colour. */
export function Word({ group, word }: { group: string; word: string | null | undefined }) {
  return <>{useWord()(group, word)}</>;
}

export interface Fact {
  label: TextKey;
  value: ReactNode;
  wide?: boolean;
  hide?: boolean;
}

/** Names and values of one thing. */
export function Facts({ facts }: { facts: Fact[] }) {
  const t = useT();
  return (
    <dl className={styles.facts}>
      {facts
        .filter((fact) => !fact.hide)
        .map((fact) => (
          <div key={fact.label} className={`${styles.fact} ${fact.wide ? styles.factWide : ""}`}>
            <dt>{t(fact.label)}</dt>
            <dd>{fact.value ?? <span className="quiet">—</span>}</dd>
          </div>
        ))}
    </dl>
  );
}

export function PlaceText({
  place,
}: {
  place: { latitude_e6: number; longitude_e6: number } | null | undefined;
}) {
  if (!place) return <span className="quiet">—</span>;
  return (
    <span className="mono">
      {degrees(place.latitude_e6)}, {degrees(place.longitude_e6)}
    </span>
  );
}

/** A document as text, e.g. the payload of a job. */
export function Code({ value, label }: { value: unknown; label?: string }) {
  return (
    // A scrolling region must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.code} tabIndex={0} role="region" aria-label={label ?? "JSON"}>
      {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
    </pre>
  );
}

interface Change {
  path: string;
  before: string;
  after: string;
}

function leaves(value: unknown, path: string, into: Map<string, string>): void {
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value);
    if (entries.length === 0) into.set(path, Array.isArray(value) ? "[]" : "{}");
    for (const [name, inner] of entries) leaves(inner, path ? `${path}.${name}` : name, into);
    return;
  }
  into.set(path, value === null || value === undefined ? "—" : String(value));
}

/** What differs between two documents, leaf by leaf, in the order of the newer one. */
export function changes(before: unknown, after: unknown): Change[] {
  const old = new Map<string, string>();
  const now = new Map<string, string>();
  leaves(before ?? {}, "", old);
  leaves(after ?? {}, "", now);
  const paths = [...new Set([...now.keys(), ...old.keys()])].filter((path) => path !== "");
  return paths
    .map((path) => ({ path, before: old.get(path) ?? "—", after: now.get(path) ?? "—" }))
    .filter((change) => change.before !== change.after);
}

const NOTHING = new Set(["—", "[]", "{}"]);

interface DiffProps {
  before: unknown;
  after: unknown;
  /** A field's name for people; its path when not given. */
  name?: (path: string) => string;
  /** A field's value for people. */
  show?: (path: string, value: string) => string;
}

/** What would be different, field by field; of something new, only what it says. */
export function Diff({ before, after, name, show }: DiffProps) {
  const t = useT();
  const value = (path: string, text: string) =>
    NOTHING.has(text) ? "—" : (show?.(path, text) ?? text);
  const rows = changes(before, after).filter(
    (change) => !(NOTHING.has(change.before) && NOTHING.has(change.after)),
  );
  return (
    <table className={styles.diff}>
      <thead>
        <tr>
          <th scope="col">{t("common.name")}</th>
          {before !== null && before !== undefined && <th scope="col">{t("common.before")}</th>}
          <th scope="col">{t("common.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((change) => (
          <tr key={change.path}>
            <td className={name ? undefined : "mono"}>{name?.(change.path) ?? change.path}</td>
            {before !== null && before !== undefined && (
              <td className={styles.was}>{value(change.path, change.before)}</td>
            )}
            <td className={styles.now}>{value(change.path, change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
