import { CloudUploadOutlined } from "@ant-design/icons";
import { useId, useRef, useState } from "react";
import { useT } from "@/shared/i18n";
import { ProblemAlert } from "./form-drawer";
import styles from "./file-drop.module.css";

interface Props {
  accept: string;
  /** Which files it takes. */
  hint: string;
  send: (file: File) => Promise<unknown>;
}

/** A place to drop a file on, or to choose one by click or keyboard. */
export function FileDrop({ accept, hint, send }: Props) {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<string>();
  const [error, setError] = useState<unknown>(null);
  const take = async (file: File | undefined) => {
    if (!file || sending) return;
    setSending(file.name);
    setError(null);
    try {
      await send(file);
    } catch (caught) {
      setError(caught);
    } finally {
      setSending(undefined);
      if (input.current) input.current.value = "";
    }
  };
  return (
    <div>
      <label
        htmlFor={id}
        className={`${styles.drop} ${over ? styles.over : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <CloudUploadOutlined className={styles.icon} aria-hidden />
        <strong>{sending ? t("imports.sending", { name: sending }) : t("imports.drop")}</strong>
        <span className="quiet">{hint}</span>
        {sending && (
          <progress
            className={styles.progress}
            aria-label={t("imports.sending", { name: sending })}
          />
        )}
        <input
          id={id}
          ref={input}
          type="file"
          accept={accept}
          className="hidden-visually"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      <div style={{ marginTop: 12 }} aria-live="polite">
        <ProblemAlert error={error} />
      </div>
    </div>
  );
}
