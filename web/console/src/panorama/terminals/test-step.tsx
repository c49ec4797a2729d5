import type { Terminal } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { ProblemAlert } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { Section } from "@/shared/page/page";
import { readTerminal, testTerminal } from "./api";
import styles from "./register.module.css";

/** How often is asked whether a test payment came through, in milliseconds. */
const LOOK_EVERY_MS = 2_000;

/** Begins the test, waits for a test payment, or takes the result from the person. */
export function TestStep(props: { terminal: Terminal; onDone: (terminal: Terminal) => void }) {
  const { terminal, onDone } = props;
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [note, setNote] = useState("");
  const begun = terminal.state === "testing";
  const { data: now } = useQuery({
    queryKey: ["terminals", terminal.id, "test"],
    queryFn: () => readTerminal(terminal.id),
    refetchInterval: LOOK_EVERY_MS,
    enabled: begun,
  });
  useEffect(() => {
    // Once: then the terminal is at the next step and this one is gone.
    if (now?.tested) onDone(now);
  }, [now, onDone]);

  const say = async (result: "started" | "passed" | "failed") => {
    setBusy(true);
    setError(null);
    try {
      onDone(await testTerminal(terminal.id, result, note.trim()));
      setNote("");
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t("terminals.wizard_test")}>
      <p className={styles.lead}>{t("terminals.wizard_test_text")}</p>
      <ProblemAlert error={error} />
      {begun && (
        <>
          <p role="status" style={{ marginBottom: 12 }}>
            {t("terminals.wizard_test_waits")}
          </p>
          <Input.TextArea
            rows={2}
            maxLength={500}
            aria-label={t("terminals.note")}
            placeholder={t("terminals.note")}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            style={{ marginBottom: 16 }}
          />
        </>
      )}
      <div className={styles.foot}>
        {begun ? (
          <>
            <Button danger disabled={busy} onClick={() => void say("failed")}>
              {t("terminals.test_failed")}
            </Button>
            <Button type="primary" loading={busy} onClick={() => void say("passed")}>
              {t("terminals.test_passed")}
            </Button>
          </>
        ) : (
          <Button type="primary" loading={busy} onClick={() => void say("started")}>
            {t("terminals.test_start")}
          </Button>
        )}
      </div>
    </Section>
  );
}
