import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
import { pages } from "./routes";
import { LanguageProvider } from "./shared/i18n";
import { makeQueryClient } from "./shared/session/query-client";
import { ThemeProvider } from "./shared/theme/theme";

/** The console: language, look, data, pages. */
export function Root() {
  const [client] = useState(() =>
    makeQueryClient(() => {
      // Who is signed in is asked anew; `SignedIn` then leads to sign-in.
      void client.resetQueries({ queryKey: ["me"] });
    }),
  );
  const [router] = useState(() => createBrowserRouter(pages));
  return (
    <LanguageProvider>
      <ThemeProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </LanguageProvider>
  );
}
