import { useSyncExternalStore } from "react";
import { PHONE_MAX_PX } from "@/shared/theme/tokens";

const query = `(max-width: ${PHONE_MAX_PX - 1}px)`;

function subscribe(changed: () => void) {
  const media = window.matchMedia(query);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/** Is the window as narrow as a phone? */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
