import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { pages } from "@/routes";
import { LanguageProvider, type Language } from "@/shared/i18n";
import { makeQueryClient } from "@/shared/session/query-client";
import { ThemeProvider } from "@/shared/theme/theme";

/** The whole console at an address, against the generated data. */
export function renderAt(path: string, language: Language = "zh") {
  const client = makeQueryClient(() => void client.resetQueries({ queryKey: ["me"] }));
  client.setDefaultOptions({ queries: { retry: false, gcTime: Infinity } });
  const router = createMemoryRouter(pages, { initialEntries: [path] });
  const view = render(
    <LanguageProvider initial={language}>
      <ThemeProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </LanguageProvider>,
  );
  return { ...view, router, client };
}
