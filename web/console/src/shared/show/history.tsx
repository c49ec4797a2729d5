import type { Page } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { useT, useWord } from "@/shared/i18n";
import { Loaded } from "@/shared/page/states";
import { Time } from "./show";
import styles from "./show.module.css";

interface Entry {
  at: string;
  actor: string;
  change: string;
  actor_name: string;
  note: string;
}

/** Who did it: a person by name, a part of the system by what it is. */
export function ActorName({ actor, name }: { actor: string; name: string }) {
  const word = useWord();
  return <>{actor.startsWith("system:") ? word("system_actor", name) : name}</>;
}

/** The changes of a thing, newest first. */
export function History<E extends Entry>({
  of,
  read,
}: {
  of: string[];
  read: () => Promise<Page<E>>;
}) {
  const t = useT();
  const word = useWord();
  const query = useQuery({ queryKey: of, queryFn: read });
  return (
    <Loaded query={query} lines={4}>
      {(page) =>
        page.items.length === 0 ? (
          <p className="quiet">{t("common.empty_title")}</p>
        ) : (
          <ol className={styles.history}>
            {page.items.map((entry, index) => (
              <li key={index}>
                <div className={styles.historyHead}>
                  <strong>{word("history_action", entry.change)}</strong>
                  <Time at={entry.at} />
                </div>
                <p>
                  <ActorName actor={entry.actor} name={entry.actor_name} />
                  {entry.note && ` · ${entry.note}`}
                </p>
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}
