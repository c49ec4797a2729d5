import { useEffect, useRef, useState } from "react";

export type StreamState = "connecting" | "live" | "stale" | "broken";

/** Silence after which the shown figures are called stale, in milliseconds. */
export const STALE_AFTER_MS = 10_000;
/** Longest pause between two tries to connect, in milliseconds. */
const PAUSE_MAX_MS = 15_000;

/**
 * Server-sent events with reconnection and an honest state. `heard_at` is when the last event
 * came; handlers may change without a new connection.
 */
export function useStream(
  path: string,
  handlers: Record<string, (data: unknown) => void>,
  enabled = true,
): { state: StreamState; heard_at: number | undefined } {
  const current = useRef(handlers);
  current.current = handlers;
  const names = Object.keys(handlers).join(",");
  const [state, setState] = useState<StreamState>("connecting");
  const [heard, setHeard] = useState<number>();

  useEffect(() => {
    if (!enabled) return;
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    let tries = 0;

    const hear = (name: string) => (event: MessageEvent<string>) => {
      last = Date.now();
      tries = 0;
      setHeard(last);
      setState("live");
      try {
        current.current[name]?.(JSON.parse(event.data));
      } catch {
        // One unreadable event is not worth the stream.
      }
    };
    const connect = () => {
      source?.close();
      source = new EventSource(`/api/v1/${path}`);
      source.onopen = () => {
        last = Date.now();
        setState("live");
      };
      source.onerror = () => {
        source?.close();
        setState("broken");
        const pause = Math.min(PAUSE_MAX_MS, 500 * 2 ** Math.min(tries, 6));
        tries += 1;
        again = setTimeout(connect, pause);
      };
      for (const name of names.split(",")) source.addEventListener(name, hear(name));
    };
    connect();
    const watch = setInterval(() => {
      if (last > 0 && Date.now() - last > STALE_AFTER_MS) {
        setState((now) => (now === "live" ? "stale" : now));
      }
    }, 1000);
    return () => {
      source?.close();
      clearTimeout(again);
      clearInterval(watch);
    };
  }, [path, names, enabled]);

  return { state, heard_at: heard };
}
