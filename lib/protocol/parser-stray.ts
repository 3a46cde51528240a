import { createTrimmer } from './parser-trim.ts';

/** Characters of stray text that its diagnostic quotes. */
const EXCERPT_LENGTH = 200;

export interface StrayText {
  write(text: string): void;
  /** What was gathered since the last call, trimmed; null when there was nothing visible. */
  take(): { excerpt: string; length: number } | null;
}

/** Text that belongs to no piece: counted whole, quoted in part, so that it is neither lost in silence nor kept whole. */
export function createStrayText(): StrayText {
  let excerpt = '';
  let length = 0;
  const trimmer = createTrimmer((text) => {
    if (excerpt.length < EXCERPT_LENGTH) excerpt += text.slice(0, EXCERPT_LENGTH - excerpt.length);
    length += text.length;
  });

  return {
    write: trimmer.write,
    take() {
      trimmer.startTrimming();
      const taken = length > 0 ? { excerpt, length } : null;
      excerpt = '';
      length = 0;
      return taken;
    },
  };
}

export function describeStray({ excerpt, length }: { excerpt: string; length: number }): string {
  const more = length > excerpt.length ? '…' : '';
  return `${length} ${length === 1 ? 'character' : 'characters'}: ${JSON.stringify(excerpt)}${more}.`;
}
