import { HistoryOutlined } from "@ant-design/icons";
import type { ReplayAnswer, ReplayPlace, RouteDraft } from "@shancheng/api";
import { Button, InputNumber, Space } from "antd";
import { useState } from "react";
import { useAcquirerName, useLinkName } from "@/panorama/acquirers/use-acquirers";
import { Legend, ProblemAlert } from "@/shared/form/form-drawer";
import { count, permille, yuan } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { Money, Time } from "@/shared/show/show";
import { replay } from "./api";
import styles from "./history.module.css";

/** Payments of a replay at most and usually, as the server says. */
const [MAX, USUALLY] = [20_000, 5_000];
/** Payments that are shown one by one. */
const SHOWN = 5;

interface Props {
  /** The rule that would be another; none for a new one. */
  route?: string;
  /** The rule as it would be; rejects when the form is not filled in. */
  draft: () => Promise<RouteDraft>;
}

/** What a rule would have done to the payments of the past. */
export function History({ route, draft }: Props) {
  const t = useT();
  const [payments, setPayments] = useState<number | null>(USUALLY);
  const [answer, setAnswer] = useState<ReplayAnswer>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    const wanted = await draft().catch(() => undefined);
    // The form itself says what is missing.
    if (!wanted) return;
    setBusy(true);
    setError(null);
    try {
      setAnswer(await replay({ draft: wanted, route, payments: payments ?? USUALLY }));
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Legend>{t("routes.history")}</Legend>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {t("routes.history_text")}
      </p>
      <Space.Compact style={{ marginBottom: 16 }}>
        <InputNumber
          aria-label={t("routes.history_payments")}
          min={1}
          max={MAX}
          precision={0}
          value={payments}
          onChange={setPayments}
          suffix={t("routes.history_unit")}
          style={{ width: 150 }}
        />
        <Button icon={<HistoryOutlined aria-hidden />} loading={busy} onClick={() => void run()}>
          {t("routes.history_run")}
        </Button>
      </Space.Compact>
      <ProblemAlert error={error} />
      <div aria-live="polite">{answer && <Answer answer={answer} />}</div>
    </>
  );
}

function Answer({ answer }: { answer: ReplayAnswer }) {
  const t = useT();
  const place = usePlace();
  const { all, changed, moves, examples } = answer;
  if (all.payments === 0) return <p className="quiet">{t("routes.history_none")}</p>;
  const part = permille(Math.round((changed.payments * 1000) / all.payments));
  return (
    <>
      <p className={styles.sum}>
        {t("routes.history_changed", {
          changed: count(changed.payments),
          all: count(all.payments),
          part,
        })}
      </p>
      <dl className={styles.figures}>
        <Figure name={t("routes.history_amount")} value={`¥ ${yuan(changed.amount_fen)}`} />
        <Figure name={t("routes.history_fee")} value={signed(changed.fee_fen)} />
        <Figure
          name={t("routes.history_nowhere")}
          value={`${count(answer.nowhere_now)} → ${count(answer.nowhere_then)}`}
        />
      </dl>
      {moves.length > 0 && (
        <table className={styles.moves}>
          <thead>
            <tr>
              <th scope="col">{t("routes.history_way")}</th>
              <th scope="col">{t("routes.history_payments")}</th>
              <th scope="col">{t("common.amount")}</th>
              <th scope="col">{t("routes.history_fee")}</th>
            </tr>
          </thead>
          <tbody>
            {moves.map((move, index) => (
              <tr key={index}>
                <td>
                  {place(move.from)} → {place(move.to)}
                </td>
                <td>{count(move.payments)}</td>
                <td>{yuan(move.amount_fen)}</td>
                <td>{signed(move.fee_fen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {examples.length > 0 && (
        <ul className={styles.examples}>
          {examples.slice(0, SHOWN).map((example) => (
            <li key={example.payment}>
              <Time at={example.at} /> <Money fen={example.amount_fen} />{" "}
              <span className="quiet">
                {place(example.from)} → {place(example.to)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Acquirer and link by name. */
function usePlace(): (place: ReplayPlace | null | undefined) => string {
  const t = useT();
  const acquirer = useAcquirerName();
  const link = useLinkName();
  return (place) =>
    place ? `${acquirer(place.acquirer)} · ${link(place.link)}` : t("routes.history_to_nowhere");
}

/** A difference with its sign. */
function signed(fen: number): string {
  return fen > 0 ? `+${yuan(fen)}` : yuan(fen);
}
