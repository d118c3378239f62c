import { defineConfig } from 'vite'

export default defineConfig({
  base: '/console/',
  build: { outDir: '../../dist/console', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  // The gateway puts a nonce of each answer in its place.
  html: { cspNonce: '__NONCE__' },
})
