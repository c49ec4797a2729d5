import type { KeyMark } from "@shancheng/api";
import { useT, useWord } from "@/shared/i18n";
import { Time } from "@/shared/show/show";
import styles from "./keys.module.css";

/** Keys by what may be shown of them: what for, check value, since when. */
export function KeyMarks({ keys, label }: { keys: KeyMark[]; label: string }) {
  const t = useT();
  const word = useWord();
  return (
    <ul className={styles.marks} aria-label={label}>
      {keys.map((key) => (
        <li key={key.purpose} className={styles.mark}>
          <span className={styles.purpose}>{word("key_purpose", key.purpose)}</span>
          <span>
            <span className="quiet">{t("keys.check_value")}</span>{" "}
            <CheckValue>{key.check_value}</CheckValue>
          </span>
          <span className={styles.since}>
            <Time at={key.made_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A check value, as terminals show it. */
export function CheckValue({ children }: { children: string }) {
  return <strong className={`mono ${styles.checkValue}`}>{children}</strong>;
}
