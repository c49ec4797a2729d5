import { ProblemError } from "@shancheng/api";
import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { Link } from "react-router";
import { useLanguage, useT, useWord } from "@/shared/i18n";
import { problemText } from "@/shared/i18n/problem";
import styles from "./page.module.css";

function Hills() {
  return (
    <svg className={styles.stateArt} viewBox="0 0 132 84" fill="none" aria-hidden>
      <g stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8 58 40 20l15 19 13-14 33 33" />
        <path d="m27 36 13-8 8 7M62 33l6-4 8 8" opacity=".6" />
        <path d="M4 68c16 0 20-7 36-7s22 9 42 9 28-8 46-8" stroke="var(--jade)" opacity=".55" />
        <path d="M18 77c12 0 16-5 30-5s24 7 44 7 22-5 32-5" stroke="var(--ochre)" opacity=".55" />
      </g>
    </svg>
  );
}

interface StateProps {
  title: string;
  text?: ReactNode;
  small?: ReactNode;
  actions?: ReactNode;
  alert?: boolean;
}

/** A page or section that has nothing else to show. */
export function BlankState({ title, text, small, actions, alert }: StateProps) {
  return (
    <div className={styles.state} role={alert ? "alert" : undefined}>
      <Hills />
      <p className={styles.stateTitle}>{title}</p>
      {text && <p className={styles.stateText}>{text}</p>}
      {small && <p className={styles.stateSmall}>{small}</p>}
      {actions && <div className={styles.stateActions}>{actions}</div>}
    </div>
  );
}

/** Lines that stand for what is being loaded. */
export function LoadingState({ lines = 6 }: { lines?: number }) {
  const t = useT();
  return (
    <div className={styles.loading} role="status" aria-busy="true" aria-label={t("common.loading")}>
      {Array.from({ length: lines }, (_, index) => (
        <div
          key={index}
          className={styles.bone}
          style={{ width: `${96 - ((index * 17) % 48)}%` }}
        />
      ))}
    </div>
  );
}

export function useProblemText(): (error: unknown) => string {
  const { language } = useLanguage();
  return (error) => problemText(error, language);
}

export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT();
  const text = useProblemText();
  const problem = error instanceof ProblemError ? error.problem : undefined;
  if (problem?.status === 404) {
    return <BlankState title={t("common.absent_title")} text={t("common.absent_text")} alert />;
  }
  return (
    <BlankState
      alert
      title={t("common.error_title")}
      text={text(error)}
      small={problem?.request_id && t("common.error_request", { id: problem.request_id })}
      actions={retry && <Button onClick={retry}>{t("common.retry")}</Button>}
    />
  );
}

export function MissingPage() {
  const t = useT();
  return (
    <BlankState
      title={t("common.missing_title")}
      text={t("common.missing_text")}
      actions={<Link to="/">{t("common.home")}</Link>}
    />
  );
}

export function DeniedPage({ right }: { right: string }) {
  const t = useT();
  const word = useWord();
  return (
    <BlankState
      title={t("common.denied_title")}
      text={t("common.denied_text", { right: word("right", right) })}
      actions={<Link to="/">{t("common.home")}</Link>}
    />
  );
}

interface Loadable<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Shows what was loaded, or that it is loading, or why it could not be. */
export function Loaded<T>({
  query,
  lines,
  children,
}: {
  query: Loadable<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <LoadingState lines={lines} />;
}

/** Catches a page that breaks, so that the shell stays. Changing `at` tries again. */
export class Catch extends Component<{ at: string; children: ReactNode }, { broken?: string }> {
  override state: { broken?: string } = {};

  static getDerivedStateFromError() {
    return { broken: "?" };
  }

  override componentDidCatch() {
    this.setState({ broken: this.props.at });
  }

  override componentDidUpdate() {
    if (this.state.broken && this.state.broken !== "?" && this.state.broken !== this.props.at) {
      this.setState({ broken: undefined });
    }
  }

  override render() {
    return this.state.broken ? <Crashed /> : this.props.children;
  }
}

/** What is shown when a page, or the shell itself, broke. */
export function Crashed() {
  const t = useT();
  return (
    <BlankState
      alert
      title={t("common.error_crash")}
      text={t("common.error_crash_text")}
      actions={<Button onClick={() => window.location.reload()}>{t("common.reload")}</Button>}
    />
  );
}
