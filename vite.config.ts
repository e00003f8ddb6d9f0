import react from '@vitejs/plugin-react'
import postcssPresetMantine from 'postcss-preset-mantine'
import postcssSimpleVars from 'postcss-simple-vars'
import { defineConfig } from 'vitest/config'

/** The console has two builds: live (`dist/console`, served by the server) and demo (`dist/demo`, any file server). */
export default defineConfig(({ mode }) => {
  const demo = mode === 'demo'
  return {
    base: demo ? './' : '/',
    // The service worker of the demo belongs to the demo build only.
    publicDir: 'public',
    plugins: [react()],
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
    },
    server: { proxy: demo ? {} : { '/api': 'http://127.0.0.1:8080' } },
    test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], testTimeout: 20_000 },
  }
})
