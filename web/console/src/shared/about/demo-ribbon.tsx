import { ExperimentOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useT } from "@/shared/i18n";
import { usePhone } from "@/shared/use-phone";
import { readAbout } from "./api";
import styles from "./demo-ribbon.module.css";

/** Says that what is shown is made up, where it is. */
export function DemoRibbon() {
  const t = useT();
  const phone = usePhone();
  const { data } = useQuery({ queryKey: ["about"], queryFn: readAbout, staleTime: Infinity });
  if (!data?.demo) return null;
  return (
    <aside className={styles.ribbon} aria-label={t("shell.demo")}>
      <ExperimentOutlined aria-hidden />
      <span>
        <strong>{t("shell.demo")}</strong> {t(phone ? "shell.demo_short" : "shell.demo_text")}
      </span>
    </aside>
  );
}
