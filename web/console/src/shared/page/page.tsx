import { ArrowLeftOutlined, TeamOutlined } from "@ant-design/icons";
import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "react-router";
import { useT } from "@/shared/i18n";
import styles from "./page.module.css";

interface PageProps {
  title: string;
  lead?: ReactNode;
  /** Stands beside the title: a state, a warning. */
  mark?: ReactNode;
  back?: { to: string; text: string };
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: title (also the document's), actions, content. The title takes the focus on arrival. */
export function Page({ title, lead, mark, back, actions, children }: PageProps) {
  const t = useT();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t("shell.product")}`;
  }, [title, t]);
  useEffect(() => {
    head.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.titles}>
          {back && (
            <Link to={back.to} className={styles.crumb}>
              <ArrowLeftOutlined aria-hidden /> {back.text}
            </Link>
          )}
          <div className={styles.titleLine}>
            <h1 className={styles.title} ref={head} tabIndex={-1}>
              {title}
            </h1>
            {mark}
          </div>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  title?: string;
  extra?: ReactNode;
  /** The content reaches the edges: tables. */
  flush?: boolean;
  children: ReactNode;
}

/** A card of the page. */
export function Section({ title, extra, flush, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      {(title ?? extra) && (
        <div className={styles.sectionHead}>
          {title && <h2 className={styles.sectionTitle}>{title}</h2>}
          {extra}
        </div>
      )}
      <div className={flush ? styles.flush : styles.sectionBody}>{children}</div>
    </section>
  );
}

/** The end of a section's body that reaches its edges: a table. */
export function Bleed({ children }: { children: ReactNode }) {
  return <div className={styles.bleed}>{children}</div>;
}

/** Main column and a narrower one beside it; one below the other when there is no room. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div>{main}</div>
      <div>{side}</div>
    </div>
  );
}

/** Tells that the action needs a second person. */
export function FourEyesNotice({ text }: { text?: string }) {
  const t = useT();
  return (
    <div className={styles.notice} role="note">
      <TeamOutlined className={styles.noticeIcon} aria-hidden />
      <div>
        <strong>{t("common.four_eyes_title")}</strong>
        <p>{text ?? t("common.four_eyes_text")}</p>
      </div>
    </div>
  );
}
