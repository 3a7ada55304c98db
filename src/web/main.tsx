import './theme/mantine.css';
import './theme/global.css';
import './theme/print.css';
import './ui/fonts.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api/problem.ts';
import { expiryKey } from './api/session.ts';
import { makeRouter } from './routes.tsx';
import { LanguageProvider } from './text/words.tsx';
import { resolveVariables, theme } from './theme/theme.ts';

const queries: QueryClient = new QueryClient({
  // A session that ended is noticed by whatever is asked next; the frame then offers to sign in without leaving the page.
  queryCache: new QueryCache({ onError: (error) => noticeExpiry(error) }),
  mutationCache: new MutationCache({ onError: (error) => noticeExpiry(error) }),
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (count, error) => count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
    },
  },
});

function noticeExpiry(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) queries.setQueryData(expiryKey, true);
}

// The server lets in those styles that carry the word it put into the page (none in development, where there is no such rule).
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
const router = makeRouter(queries);
const themes = localStorageColorSchemeManager({ key: 'matricula.theme' });
const container = document.getElementById('root');
if (!container) throw new Error('the page has no root');

createRoot(container).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      colorSchemeManager={themes}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
