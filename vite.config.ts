import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import postcssPresetMantine from 'postcss-preset-mantine'
import postcssSimpleVars from 'postcss-simple-vars'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** The console has two builds: live (`dist/console`, served by the server) and demo (`dist/demo`, any file server). */
export default defineConfig(({ mode }) => {
  const demo = mode === 'demo'
  return {
    base: demo ? './' : '/',
    publicDir: 'public',
    plugins: [react(), ...(demo ? [msw({ mode: 'worker-only' }), demoPlaceholder()] : [])],
    css: {
      postcss: {
        plugins: [
          postcssPresetMantine(),
          postcssSimpleVars({
            variables: {
              'mantine-breakpoint-xs': '36em',
              'mantine-breakpoint-sm': '48em',
              'mantine-breakpoint-md': '62em',
              'mantine-breakpoint-lg': '75em',
              'mantine-breakpoint-xl': '88em',
            },
          }),
        ],
      },
    },
    build: {
      outDir: demo ? 'dist/demo' : 'dist/console',
      emptyOutDir: true,
      target: 'es2023',
      manifest: true,
      // What every page needs comes in one piece: compressed together it is smaller than in fifty.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] } } },
      // The demo holds all four simulated systems and the BFF; the live build's budget is a test in e2e/house.
      chunkSizeWarningLimit: demo ? 2_000 : 850,
    },
    // The demo's worker holds parts that are loaded when they are needed.
    worker: { format: 'es' },
    server: { proxy: demo ? {} : { '/api': 'http://127.0.0.1:8080' } },
    test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], testTimeout: 20_000 },
  }
})

/** What the demo's page says until its script runs, and for good where it cannot: opened as a file, say. */
function demoPlaceholder(): Plugin {
  const text =
    'Starting the demo… If nothing else appears, serve this folder with a file server (for example ' +
    '<code>npx serve</code>) and open its address: browsers do not run it from a file.'
  return {
    name: 'gantry-demo-placeholder',
    transformIndexHtml: (html) =>
      html.replace(
        '<div id="root"></div>',
        `<div id="root"><p role="status" style="margin: 3rem; font: 1rem/1.5 system-ui, sans-serif">${text}</p></div>`,
      ),
  }
}
