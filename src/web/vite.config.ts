import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The web client: built into dist/web, served by the API in production and proxied to it in development. */
export default defineConfig({
  root: here('.'),
  publicDir: here('./public'),
  cacheDir: here('../../.matricula/build/vite'),
  plugins: [react()],
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // A polyfill would be an inline script, which our content security policy refuses.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      // Contracts and kernel files hold zod schemas beside small functions; a page that needs the function must not carry the schemas.
      treeshake: { manualPureFunctions: ['z', 'pageOf', 'defineErrors'] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](react-router|router-core|react-query|query-core|history|store|react-store)[\\/]/,
              priority: 20,
            },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: false, proxy: { '/v1': { target: 'http://127.0.0.1:3000', changeOrigin: false } } },
});
