import type { KeySheet, Terminal } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { Section } from "@/shared/page/page";
import { Loaded } from "@/shared/page/states";
import { useSession } from "@/shared/session/session";
import { Tag, Time } from "@/shared/show/show";
import { loadMasterKey, terminalKeys } from "./api";
import { KeyMarks } from "./key-marks";
import { MakeKey } from "./make-key";
import { SheetFields, sheetOf } from "./sheet-fields";
import styles from "./keys.module.css";

/** How often is asked whether a terminal has signed in, in milliseconds. */
const LOOK_EVERY_MS = 5_000;

/** The keys of a terminal: what may be seen of them, and how it gets its master key. */
export function TerminalKeys({ terminal }: { terminal: Terminal }) {
  const t = useT();
  const { can, me } = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [doing, setDoing] = useState<"make" | "load">();
  const home = me.network || me.institution.id === terminal.institution_id;
  const query = useQuery({
    queryKey: ["terminals", terminal.id, "keys"],
    queryFn: () => terminalKeys(terminal.id),
    enabled: home,
    refetchInterval: LOOK_EVERY_MS,
  });
  if (!home) return null;
  const has = query.data?.items.some((key) => key.purpose === "tmk") ?? false;
  const writes = can("terminals_write") && terminal.state !== "closed";
  const renew = () => client.invalidateQueries({ queryKey: ["terminals", terminal.id, "keys"] });
  const load = async (values: KeySheet) => {
    await loadMasterKey(terminal.id, sheetOf(values));
    void message.success(t("keys.loaded"));
    await renew();
  };
  const tools = writes && (
    <span className={styles.tools}>
      <Button onClick={() => setDoing("load")}>{t("keys.load")}</Button>
      <Button type={has ? "default" : "primary"} onClick={() => setDoing("make")}>
        {t("keys.make")}
      </Button>
    </span>
  );
  return (
    <Section title={t("keys.title")} extra={tools}>
      <Loaded query={query} lines={3}>
        {(keys) => (
          <>
            <p className={styles.session}>
              {keys.signed_in ? (
                <Tag tone="good">{t("keys.signed_in")}</Tag>
              ) : (
                <Tag tone={has ? "quiet" : "warn"}>{t(has ? "keys.signed_off" : "keys.none")}</Tag>
              )}
              <span className="quiet">
                {keys.signed_in || (has && keys.session_at) ? (
                  <Time at={keys.session_at} ago />
                ) : (
                  t(has ? "keys.sign_in_next" : "keys.none_text")
                )}
              </span>
            </p>
            <KeyMarks keys={keys.items} label={t("keys.title")} />
            {has && <p className={styles.hint}>{t("keys.hint")}</p>}
          </>
        )}
      </Loaded>
      <MakeKey
        terminalId={terminal.id}
        open={doing === "make"}
        replaces={has}
        onMade={() => void renew()}
        onClose={() => setDoing(undefined)}
      />
      <FormDrawer<KeySheet>
        open={doing === "load"}
        title={t("keys.load_title")}
        send={load}
        onClose={() => setDoing(undefined)}
        submitText={t("keys.load")}
        width={480}
      >
        {has && <p className={styles.warning}>{t("keys.replaces")}</p>}
        <SheetFields />
      </FormDrawer>
    </Section>
  );
}
