import { ProblemError } from "@shancheng/api";
import { Button, Drawer, Form, Input, type FormInstance } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { degrees, degreesFrom, fenFrom, yuan } from "@/shared/format";
import { useT } from "@/shared/i18n";
import { FourEyesNotice } from "@/shared/page/page";
import { useProblemText } from "@/shared/page/states";
import { usePhone } from "@/shared/use-phone";
import styles from "./form.module.css";
import { placeProblem } from "./problem-form";

/** What a refused form says above its fields. */
export function ProblemAlert({ error }: { error: unknown }) {
  const t = useT();
  const text = useProblemText();
  if (!error) return null;
  const problem = error instanceof ProblemError ? error.problem : undefined;
  return (
    <div role="alert" className={styles.alert}>
      {text(error)}
      {problem?.field && problem.field !== "file" && (
        <small className="mono">{problem.field}</small>
      )}
      {problem?.request_id && (
        <small className="mono">{t("common.error_request", { id: problem.request_id })}</small>
      )}
    </div>
  );
}

interface FormDrawerProps<V extends object> {
  open: boolean;
  title: string;
  initial?: Partial<V>;
  /** Sends the values; the drawer closes when it resolves and shows the problem when it rejects. */
  send: (values: V) => Promise<unknown>;
  onClose: () => void;
  fourEyes?: boolean;
  submitText?: string;
  width?: number;
  children: ReactNode | ((form: FormInstance<V>) => ReactNode);
}

/** A form in a drawer: beside the list on the desk, the whole screen on the phone. */
export function FormDrawer<V extends object>(props: FormDrawerProps<V>) {
  const {
    open,
    title,
    initial,
    send,
    onClose,
    fourEyes,
    submitText,
    width = 560,
    children,
  } = props;
  const t = useT();
  const phone = usePhone();
  const text = useProblemText();
  const [form] = Form.useForm<V>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    if (open) setError(null);
  }, [open]);

  const finish = async (values: V) => {
    setBusy(true);
    setError(null);
    try {
      await send(values);
      onClose();
    } catch (caught) {
      if (!placeProblem(form, caught, text(caught))) setError(caught);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Drawer
      open={open}
      title={title}
      size={phone ? "100%" : width}
      onClose={onClose}
      destroyOnHidden
      mask={{ closable: false }}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {submitText ?? t(fourEyes ? "common.submit_approval" : "common.save")}
          </Button>
        </div>
      }
    >
      {fourEyes && <FourEyesNotice />}
      <ProblemAlert error={error} />
      <Form<V>
        form={form}
        layout="vertical"
        requiredMark={(label, { required }) =>
          required ? (
            label
          ) : (
            <>
              {label}
              <span className={styles.optional}>({t("common.optional")})</span>
            </>
          )
        }
        initialValues={initial}
        preserve={false}
        scrollToFirstError={{ block: "center", focus: true }}
        onFinish={(values) => void finish(values)}
      >
        {typeof children === "function" ? children(form) : children}
        {/* Enter in a field submits; the visible button stands outside the form. */}
        <button type="submit" hidden tabIndex={-1} aria-hidden />
      </Form>
    </Drawer>
  );
}

export function Two({ children }: { children: ReactNode }) {
  return <div className={styles.two}>{children}</div>;
}

export function Legend({ children }: { children: ReactNode }) {
  return <h3 className={styles.legend}>{children}</h3>;
}

interface Place {
  latitude_e6: number;
  longitude_e6: number;
}

interface ControlProps<T> {
  id?: string;
  value?: T;
  onChange?: (value: T | undefined) => void;
}

/** A point in decimal degrees; a pasted `29.56, 106.55` fills both. */
export function PlaceInput({ id, value, onChange }: ControlProps<Place>) {
  const t = useT();
  const [latitude, setLatitude] = useState(value ? degrees(value.latitude_e6) : "");
  const [longitude, setLongitude] = useState(value ? degrees(value.longitude_e6) : "");
  const change = (nextLatitude: string, nextLongitude: string) => {
    setLatitude(nextLatitude);
    setLongitude(nextLongitude);
    const latitude_e6 = degreesFrom(nextLatitude, 90);
    const longitude_e6 = degreesFrom(nextLongitude, 180);
    const whole = latitude_e6 !== undefined && longitude_e6 !== undefined;
    onChange?.(whole ? { latitude_e6, longitude_e6 } : undefined);
  };
  const paste = (text: string): boolean => {
    const parts = text.split(/[,，\s]+/).filter(Boolean);
    if (parts.length !== 2 || parts[0] === undefined || parts[1] === undefined) return false;
    change(parts[0], parts[1]);
    return true;
  };
  return (
    <div className={styles.place}>
      <Input
        id={id}
        inputMode="decimal"
        placeholder="29.563010"
        aria-label={t("common.latitude")}
        value={latitude}
        onPaste={(event) => {
          if (paste(event.clipboardData.getData("text"))) event.preventDefault();
        }}
        onChange={(event) => change(event.target.value, longitude)}
      />
      <Input
        inputMode="decimal"
        placeholder="106.551557"
        aria-label={t("common.longitude")}
        value={longitude}
        onChange={(event) => change(latitude, event.target.value)}
      />
    </div>
  );
}

/** An amount typed in yuan, kept in fen. */
export function YuanInput({ id, value, onChange }: ControlProps<number>) {
  const t = useT();
  const [text, setText] = useState(value === undefined ? "" : yuan(value));
  return (
    <Input
      id={id}
      inputMode="decimal"
      prefix="¥"
      suffix={t("common.yuan")}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(fenFrom(event.target.value));
      }}
      onBlur={() => value !== undefined && setText(yuan(value))}
    />
  );
}
