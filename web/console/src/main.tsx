import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Root } from "./app";
import "./shared/theme/global.css";

async function start() {
  if (import.meta.env.MODE === "mock") {
    const { startMock } = await import("@mock/browser");
    await startMock();
  }
  const place = document.getElementById("root");
  if (!place) throw new Error("index.html has no #root");
  createRoot(place).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
}

void start();
