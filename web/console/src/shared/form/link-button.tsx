import { Button, type ButtonProps } from "antd";
import type { MouseEvent } from "react";
import { useHref, useNavigate } from "react-router";

/** A link that looks like a button: one element, to be opened in another tab too. */
export function LinkButton({ to, ...rest }: { to: string } & Omit<ButtonProps, "href">) {
  const navigate = useNavigate();
  const href = useHref(to);
  const go = (event: MouseEvent<HTMLElement>) => {
    // Whoever asks for another tab or window gets it from the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate(to);
  };
  return <Button {...rest} href={href} onClick={go} />;
}
