import type { AcquirerLink, LinkKeySheet } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Select } from "antd";
import { useState } from "react";
import { FormDrawer } from "@/shared/form/form-drawer";
import { useAsked } from "@/shared/form/use-asked";
import { useT, useWord } from "@/shared/i18n";
import { Loaded } from "@/shared/page/states";
import { linkKeys, loadLinkKey } from "./api";
import { KeyMarks } from "./key-marks";
import { SheetFields, sheetOf } from "./sheet-fields";
import styles from "./keys.module.css";

const purposes = ["zpk", "zak"] as const;

/** The keys that are shared with an acquirer over a link. */
export function LinkKeys({ link, writes }: { link: AcquirerLink; writes: boolean }) {
  const t = useT();
  const word = useWord();
  const asked = useAsked();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ["links", link.id, "keys"],
    queryFn: () => linkKeys(link.id),
  });
  const send = async (values: LinkKeySheet) => {
    const answer = await loadLinkKey(link.id, { purpose: values.purpose, ...sheetOf(values) });
    asked(answer.approval);
  };
  return (
    <div className={styles.linkKeys}>
      <div className={styles.linkKeysHead}>
        <h3>{t("keys.title")}</h3>
        {writes && <Button onClick={() => setOpen(true)}>{t("keys.load")}</Button>}
      </div>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t("keys.link_none")}</p>
          ) : (
            <KeyMarks keys={items} label={`${t("keys.title")} ${link.name}`} />
          )
        }
      </Loaded>
      <FormDrawer<LinkKeySheet>
        open={open}
        title={`${t("keys.link_load_title")} · ${link.name}`}
        initial={{ purpose: "zpk" }}
        send={send}
        onClose={() => setOpen(false)}
        fourEyes
        width={480}
      >
        <Form.Item name="purpose" label={t("keys.purpose")} rules={[{ required: true }]}>
          <Select
            options={purposes.map((value) => ({ value, label: word("key_purpose", value) }))}
          />
        </Form.Item>
        <SheetFields />
      </FormDrawer>
    </div>
  );
}
