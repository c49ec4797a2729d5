import { CloseOutlined } from "@ant-design/icons";
import { Subject } from "@/shared/show/subject";
import { useT } from "@/shared/i18n";
import type { PickProps } from "./filter-bar";
import styles from "./list.module.css";

/** A filter that another page set, such as one terminal: shown while it is on, to be taken off. */
export function TokenFilter({ value, onChange }: PickProps) {
  const t = useT();
  if (!value) return null;
  return (
    <span className={styles.token}>
      <Subject id={value} />
      <button
        type="button"
        aria-label={t("common.filter_off")}
        title={t("common.filter_off")}
        onClick={() => onChange(undefined)}
      >
        <CloseOutlined aria-hidden />
      </button>
    </span>
  );
}
