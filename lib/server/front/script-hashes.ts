import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Sources of a content security policy, `'sha256-…'`, for the inline scripts of pages. */
export interface ScriptHashes {
  /** By the path of each page made at build time. */
  pages: ReadonlyMap<string, readonly string[]>;
  /** For pages that may replace any other: not found, broken. */
  everywhere: readonly string[];
}

export const NO_HASHES: ScriptHashes = { pages: new Map(), everywhere: [] };

export const scriptHash = (script: string): string =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

const INLINE_SCRIPT = /<script\b(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi;

export const inlineScriptHashes = (html: string): string[] => [
  ...new Set([...html.matchAll(INLINE_SCRIPT)].map(([, script = '']) => scriptHash(script))),
];

/** Reads a build's output: `folder` is its `server/app`. Takes about 10 ms for seven pages. */
export function readScriptHashes(folder: string): ScriptHashes {
  const pages = new Map<string, string[]>();
  const everywhere = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.html')) continue;
    const name = file.replaceAll('\\', '/').replace(/\.html$/, '');
    const hashes = inlineScriptHashes(readFileSync(path.join(folder, file), 'utf8'));
    if (name.startsWith('_')) for (const hash of hashes) everywhere.add(hash);
    else pages.set(name === 'index' ? '/' : `/${name}`, hashes);
  }
  return { pages, everywhere: [...everywhere] };
}
