import { SearchOutlined } from "@ant-design/icons";
import { Input, Modal } from "antd";
import { useMemo, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { useT, type Translate } from "@/shared/i18n";
import type { Right } from "@/shared/i18n/words/rights";
import { useSession } from "@/shared/session/session";
import { navigation } from "./nav";
import styles from "./shell.module.css";

interface Entry {
  to: string;
  text: string;
  hint?: string;
}

const idPages: Record<string, string> = {
  pay: "/payments/",
  mer: "/merchants/",
  trm: "/terminals/",
  acc: "/ledger/accounts/",
  apr: "/approvals/",
  imp: "/imports/",
  rep: "/makers-reports/",
  job: "/jobs/",
  rte: "/routes/",
};

/** What the palette offers for a text: a page of an id, pages by name, searches. */
export function entriesFor(text: string, can: (right: Right) => boolean, t: Translate): Entry[] {
  const wanted = text.trim().toLowerCase();
  const pages = navigation
    .flatMap((group) => group.items.map((item) => ({ item, group: t(group.text) })))
    .filter(({ item }) => can(item.right))
    .map(({ item, group }) => ({ to: item.to, text: t(item.text), hint: group }))
    .filter((entry) => !wanted || `${entry.text} ${entry.to}`.toLowerCase().includes(wanted));
  if (!wanted) return pages;
  const idPage = /^([a-z]{3})_[0-9a-z]{26}$/.exec(wanted);
  const home = idPage?.[1] ? idPages[idPage[1]] : undefined;
  if (home) return [{ to: `${home}${wanted}`, text: t("shell.palette_id", { id: wanted }) }];
  const q = encodeURIComponent(text.trim());
  const finds: [Right, string, string][] = [
    ["payments_read", `/payments?q=${q}`, t("shell.payments")],
    ["merchants_read", `/merchants?q=${q}`, t("shell.merchants")],
    ["terminals_read", `/terminals?q=${q}`, t("shell.terminals")],
  ];
  return [
    ...pages,
    ...finds
      .filter(([right]) => can(right))
      .map(([, to, where]) => ({
        to,
        text: t("shell.palette_find", { where, text: text.trim() }),
      })),
  ];
}

/** Ctrl-K: go to a page, an id or a search by typing. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      destroyOnHidden
      title={<span className="hidden-visually">{t("shell.palette")}</span>}
      styles={{ header: { margin: 0 } }}
    >
      <Finder onClose={onClose} />
    </Modal>
  );
}

function Finder({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const { can } = useSession();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const entries = useMemo(() => entriesFor(text, can, t), [text, can, t]);
  const chosen = Math.min(at, entries.length - 1);
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    void navigate(entry.to);
  };
  const steer = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      const next = (chosen + step + entries.length) % entries.length;
      setAt(next);
      document.getElementById(`find-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      go(entries[chosen]);
    }
  };
  return (
    <div className={styles.palette}>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t("shell.palette_hint")}
        aria-label={t("shell.palette")}
        role="combobox"
        aria-expanded
        aria-controls="find-list"
        aria-activedescendant={entries.length > 0 ? `find-${chosen}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={steer}
      />
      <div
        className={styles.paletteList}
        role="listbox"
        id="find-list"
        aria-label={t("shell.palette_pages")}
      >
        {entries.map((entry, index) => (
          // The keyboard acts in the combobox above, which owns these options.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={entry.to}
            id={`find-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={styles.paletteItem}
            onMouseMove={() => setAt(index)}
            onClick={() => go(entry)}
          >
            {entry.text}
            {entry.hint && <small>{entry.hint}</small>}
          </div>
        ))}
        {entries.length === 0 && <p className="quiet">{t("shell.palette_empty")}</p>}
      </div>
    </div>
  );
}
