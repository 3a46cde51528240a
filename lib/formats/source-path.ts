/** What systems and tools leave in folders and archives; nobody means to import it. */
const LITTER =
  /(?:^|\/)(?:__MACOSX|\.git|\.svn|\.hg|node_modules|__pycache__|\.ipynb_checkpoints)\/|(?:^|\/)(?:\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|\.gitignore|\.gitattributes|\.gitkeep)$/i;

/** Files that are passed over without a word. */
export const isLitter = (path: string): boolean => LITTER.test(path);

/** Control characters, and those that turn the reading direction: a name must look like what it is. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const LONGEST = 400;

/**
 * The name of an archive's entry as a harmless path: no drive, no root, no `..`. It is only ever shown and compared,
 * but whoever exports under the same name must not be led out of a folder.
 */
export function safePath(name: string): string {
  const parts = name
    .replace(UNSEEN, '')
    .replace(/^[A-Za-z]:/, '')
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/').slice(-LONGEST) || 'unnamed';
}
