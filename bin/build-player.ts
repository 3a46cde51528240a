// `npm run build:player`: the page that an exported HTML file consists of, scripts, styles and fonts inside, with room
// for a log (lib/formats/export/html-page.ts). Written to .player/player.html, which server and command line read.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import tailwind from '@tailwindcss/postcss';
import { type BuildResult, build, type OutputFile, type Plugin } from 'esbuild';
import postcss from 'postcss';
import { themeScript } from '#components/ui/theme.ts';
import { DATA_MARK, TITLE_MARK } from '#lib/formats/export/html-page.ts';

const root = path.resolve(import.meta.dirname, '..');
const at = (...names: string[]) => path.join(root, ...names);

/** Bundles the session view and what it needs; stand-ins replace Next's own parts, which need a server. */
async function bundle(): Promise<{ scripts: string; styles: string }> {
  const result = await build({
    entryPoints: {
      player: at('components/offline-player/entry.tsx'),
      fonts: at('components/offline-player/player.css'),
    },
    outdir: at('.player'),
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'dataurl' },
    alias: {
      'next/link': at('components/offline-player/next-link.tsx'),
      'next/navigation': at('components/offline-player/next-navigation.ts'),
    },
    plugins: [woff2Only],
    logLevel: 'warning',
  });
  return {
    scripts: output(result, 'player.js'),
    styles: output(result, 'player.css') + output(result, 'fonts.css'),
  };
}

/** KaTeX offers each font three times; every browser that runs this page takes the smallest. */
const woff2Only: Plugin = {
  name: 'woff2-only',
  setup({ onLoad }) {
    onLoad({ filter: /\.(woff|ttf)$/ }, () => ({ contents: '', loader: 'dataurl' }));
  },
};

function output({ outputFiles }: BuildResult<{ write: false }>, name: string): string {
  const file = outputFiles.find((one: OutputFile) => path.basename(one.path) === name);
  if (!file) throw new Error(`esbuild wrote no ${name}`);
  return file.text;
}

/** The app's own style sheet as its pages get it. */
async function utilities(): Promise<string> {
  const from = at('app/globals.css');
  const result = await postcss([tailwind({ base: root, optimize: { minify: true } })]).process(
    fs.readFileSync(from, 'utf8'),
    { from },
  );
  return result.css;
}

/**
 * Inside a script element `<!--` and `<script` change where the parser sees its end; in a string the escape means the
 * same.
 */
const asInlineScript = (code: string): string => code.replace(/<(?=!--|script)/gi, '\\x3c');

function assemble(code: string, css: string): string {
  if (/<\/script/i.test(code) || /<\/style/i.test(css))
    throw new Error('A bundle would end its own element.');
  const policy = [
    "default-src 'none'",
    // The policy allows our two scripts and no other: text that escapes from its place still runs nothing.
    `script-src ${sourceHash(themeScript)} ${sourceHash(code)}`,
    // React Flow and KaTeX position elements by style attributes.
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${TITLE_MARK}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(fs.readFileSync(at('app/icon.svg'), 'utf8'))}">
<script>${themeScript}</script>
<style>${css}</style>
</head>
<body class="flex min-h-dvh flex-col font-sans antialiased">
<noscript>This page replays a session of Sprintscope with a script of its own. Nothing is loaded from anywhere.</noscript>
<div id="player" class="contents"></div>
${DATA_MARK}
<script>${code}</script>
</body>
</html>
`;
}

function sourceHash(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}

const { scripts, styles } = await bundle();
const page = assemble(asInlineScript(scripts), `${await utilities()}\n${styles}`);
fs.mkdirSync(at('.player'), { recursive: true });
fs.writeFileSync(at('.player/player.html'), page);
console.log(`Player page: ${(page.length / 1e6).toFixed(2)} MB`);
