import { CheckOutlined, CopyOutlined, EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import type { MadeMasterKey } from "@shancheng/api";
import { Button, Modal, Steps } from "antd";
import { useEffect, useState } from "react";
import { ProblemAlert } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { copyText } from "@/shared/show/show";
import { makeMasterKey } from "./api";
import { CheckValue } from "./key-marks";
import styles from "./keys.module.css";

interface Props {
  terminalId: string;
  open: boolean;
  /** There is one already, which ends. */
  replaces: boolean;
  onMade: () => void;
  onClose: () => void;
}

/**
 * Makes a master key and hands it to two custodians, one after the other: each component is shown
 * to one of them, confirmed and hidden before the next. Nothing of it is kept afterwards.
 */
export function MakeKey({ terminalId, open, replaces, onMade, onClose }: Props) {
  const t = useT();
  const [made, setMade] = useState<MadeMasterKey>();
  const [noted, setNoted] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    if (open) return;
    setMade(undefined);
    setNoted(0);
    setError(null);
  }, [open]);

  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      setMade(await makeMasterKey(terminalId));
      onMade();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const next = () => {
    // What the first custodian has noted is not needed here any more.
    setMade((key) => key && { ...key, components: without(key.components, noted) });
    setNoted(noted + 1);
  };
  const component = made?.components[noted];
  const handing = made !== undefined && noted < made.components.length;
  return (
    <Modal
      open={open}
      title={t("keys.make_title")}
      onCancel={onClose}
      // A click beside it must not lose what is shown once.
      closable={!handing}
      keyboard={!handing}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        made ? (
          !handing && (
            <Button type="primary" onClick={onClose}>
              {t("keys.finish")}
            </Button>
          )
        ) : (
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="primary" loading={busy} onClick={() => void make()}>
              {t("keys.make")}
            </Button>
          </>
        )
      }
    >
      {!made && (
        <>
          <p>{t("keys.make_text")}</p>
          <p className={styles.warning}>{t("keys.once")}</p>
          {replaces && <p>{t("keys.replaces")}</p>}
          <div style={{ marginTop: 12 }}>
            <ProblemAlert error={error} />
          </div>
        </>
      )}
      {made && (
        <Steps
          className={styles.steps}
          size="small"
          responsive={false}
          current={noted}
          items={[1, 2].map((number) => ({ title: t("keys.component", { number }) }))}
        />
      )}
      {handing && component && (
        <Handing key={noted} number={noted + 1} component={component} onNoted={next} />
      )}
      {made && !handing && <Handed checkValue={made.check_value} />}
    </Modal>
  );
}

type Components = MadeMasterKey["components"];

function without(components: Components, index: number): Components {
  return components.map((one, at) => (at === index ? { ...one, value: "" } : one)) as Components;
}

interface HandingProps {
  number: number;
  component: Components[number];
  onNoted: () => void;
}

function Handing({ number, component, onNoted }: HandingProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const [copied, setCopied] = useState(false);
  const groups = component.value.match(/.{4}/g) ?? [];
  return (
    <>
      <p className={styles.lead}>{t("keys.handing", { number })}</p>
      <div className={styles.secret} aria-live="polite">
        {shown ? (
          <>
            <span className={styles.digits} data-testid={`component-${number}`}>
              {groups.map((group, index) => (
                <span key={index}>{group}</span>
              ))}
            </span>
            <span>
              <span className="quiet">{t("keys.component_check_value")}</span>{" "}
              <CheckValue>{component.check_value}</CheckValue>
            </span>
          </>
        ) : (
          <Button icon={<EyeOutlined />} size="large" onClick={() => setShown(true)}>
            {t("keys.show", { number })}
          </Button>
        )}
      </div>
      <p className={styles.warning}>{t("keys.once")}</p>
      <div className={styles.tools} style={{ justifyContent: "flex-end" }}>
        <Button
          icon={copied ? <CheckOutlined /> : <CopyOutlined />}
          disabled={!shown}
          onClick={() => void copyText(component.value).then(() => setCopied(true))}
        >
          {t(copied ? "common.copied" : "common.copy")}
        </Button>
        <Button type="primary" icon={<EyeInvisibleOutlined />} disabled={!shown} onClick={onNoted}>
          {t("keys.noted")}
        </Button>
      </div>
    </>
  );
}

function Handed({ checkValue }: { checkValue: string }) {
  const t = useT();
  return (
    <>
      <div className={styles.secret} role="status">
        <span className="quiet">{t("keys.whole_check_value")}</span>
        <span style={{ fontSize: 22 }}>
          <CheckValue>{checkValue}</CheckValue>
        </span>
      </div>
      <p className={styles.lead} style={{ marginTop: 14 }}>
        {t("keys.handed")}
      </p>
    </>
  );
}
