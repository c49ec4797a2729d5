import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll } from "vitest";
import { server } from "@mock/node";

// jsdom has neither; the desk's width is 1440.
let width = 1440;
export function setWidth(next: number): void {
  width = next;
}
window.matchMedia = (query: string) => {
  const max = /max-width: (\d+)px/.exec(query)?.[1];
  return {
    matches: max ? width <= Number(max) : false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  };
};
window.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// Pages are loaded when first opened, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 12_000, getElementError: (message) => new Error(message ?? "") });

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
  window.localStorage.clear();
  setWidth(1440);
});
afterAll(() => server.close());
