import { Button, Input, Modal, type ButtonProps } from "antd";
import { useState, type ReactNode } from "react";
import { useT } from "@/shared/i18n";
import { FourEyesNotice } from "@/shared/page/page";
import { ProblemAlert } from "./form-drawer";

interface Props {
  text: string;
  title: string;
  children?: ReactNode;
  /** Asks for a reason and gives it to `act`. */
  note?: "optional" | "required";
  fourEyes?: boolean;
  danger?: boolean;
  type?: ButtonProps["type"];
  icon?: ReactNode;
  disabled?: boolean;
  /** What is asked inside is not yet answered. */
  blocked?: boolean;
  act: (note: string) => Promise<unknown>;
}

/** A button that asks before it acts. */
export function ConfirmButton(props: Props) {
  const { text, title, children, note, fourEyes, danger, type, icon, disabled, blocked, act } =
    props;
  const t = useT();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [words, setWords] = useState("");
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      await act(words.trim());
      setOpen(false);
      setWords("");
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        danger={danger}
        type={type}
        icon={icon}
        disabled={disabled}
        onClick={() => setOpen(true)}
      >
        {text}
      </Button>
      <Modal
        open={open}
        title={title}
        okText={text}
        cancelText={t("common.cancel")}
        okButtonProps={{
          danger,
          loading: busy,
          disabled: Boolean(blocked) || (note === "required" && !words.trim()),
        }}
        onOk={() => void go()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        {fourEyes && <FourEyesNotice />}
        {children}
        {note && (
          <Input.TextArea
            style={{ marginTop: 12 }}
            rows={3}
            maxLength={500}
            aria-label={t("common.note")}
            placeholder={`${t("common.note")}${note === "optional" ? ` (${t("common.optional")})` : ""}`}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        <div style={{ marginTop: 12 }}>
          <ProblemAlert error={error} />
        </div>
      </Modal>
    </>
  );
}
