/**
 * `executions` is the block `<Execution_i>`, `execution` one piece in it; `code` is not a protocol tag, we only watch
 * for it.
 */
export type TagKind =
  | 'question'
  | 'think'
  | 'plan'
  | 'prompt'
  | 'executions'
  | 'execution'
  | 'answer'
  | 'code';

export interface Tag {
  readonly kind: TagKind;
  readonly close: boolean;
  /** As written, for example `2.3.1`; null when the tag has none. */
  readonly number: string | null;
  readonly raw: string;
}

const NAMES: readonly (readonly [name: string, kind: TagKind])[] = [
  ['question', 'question'],
  ['think', 'think'],
  ['thinking', 'think'],
  ['seed:think', 'think'],
  ['plan', 'plan'],
  ['prompt', 'prompt'],
  ['execution', 'execution'],
  ['final_answer', 'answer'],
  ['final-answer', 'answer'],
  ['final answer', 'answer'],
  ['finalanswer', 'answer'],
  ['code', 'code'],
];

const WIDTH = 128;

/** A trie over lower-cased names as one flat table: one look-up per character, whatever the input. */
const trie = buildTrie();

function buildTrie(): { next: Uint8Array; kinds: readonly (TagKind | undefined)[] } {
  const kinds: (TagKind | undefined)[] = [undefined];
  const next = new Uint8Array(WIDTH * (1 + NAMES.reduce((sum, [name]) => sum + name.length, 0)));
  for (const [name, kind] of NAMES) {
    let node = 0;
    for (let i = 0; i < name.length; i++) {
      const slot = node * WIDTH + name.charCodeAt(i);
      if (next[slot] === 0) {
        next[slot] = kinds.length;
        kinds.push(undefined);
      }
      node = next[slot] ?? 0;
    }
    kinds[node] = kind;
  }
  return { next, kinds };
}

/** The node after `code`, with upper case treated as lower; 0 if no name continues like that. */
export function nextNode(node: number, code: number): number {
  const lower = code >= 65 && code <= 90 ? code + 32 : code;
  return lower < WIDTH ? (trie.next[node * WIDTH + lower] ?? 0) : 0;
}

export const kindAt = (node: number): TagKind | undefined => trie.kinds[node];

const NUMBER = /\d(?:[\d._-]*\d)?/;

/**
 * The tag of a complete candidate. `Execution` and `execution` differ only in the first letter; chat models write a
 * block with a two-part number (`<Execution_1.2>`) for one execution.
 */
export function tagOf(kind: TagKind, raw: string): Tag {
  const close = raw.charCodeAt(1) === 47;
  const number = NUMBER.exec(raw)?.[0] ?? null;
  const isBlock = kind === 'execution' && raw[close ? 2 : 1] === 'E' && !/[._-]/.test(number ?? '');
  return { kind: isBlock ? 'executions' : kind, close, number, raw };
}
