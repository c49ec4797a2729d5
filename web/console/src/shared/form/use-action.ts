import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useT } from "@/shared/i18n";
import { useProblemText } from "@/shared/page/states";

interface Options {
  done?: string;
  /** First parts of the query keys that are read anew afterwards. */
  renews?: string[];
}

/** An action by a button: says that it is done or why not, and reads anew what it changed. */
export function useAction<V, R>(act: (input: V) => Promise<R>, options: Options = {}) {
  const t = useT();
  const text = useProblemText();
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: act,
    onSuccess: () => {
      void message.success(options.done ?? t("common.done"));
    },
    onError: (error) => {
      void message.error(text(error));
    },
    onSettled: () =>
      Promise.all(
        (options.renews ?? []).map((name) => client.invalidateQueries({ queryKey: [name] })),
      ),
  });
}
