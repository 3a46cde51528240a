import type { ParserStart, TextEnd } from './events.ts';
import { firstVisible } from './parser-blank.ts';
import type { Output } from './parser-output.ts';
import type { Rules } from './parser-rules.ts';
import type { Structure } from './parser-structure.ts';
import { createTrimmer } from './parser-trim.ts';
import type { Tag } from './tags.ts';

export interface Thinking {
  text(text: string): void;
  /** True when the tag was a protocol tag and reached the rules. */
  tag(tag: Tag): boolean;
  malformed(raw: string): void;
  end(how: TextEnd): void;
}

/**
 * Stands before the rules and takes `<think>` and `</think>` out: the envelope around a transcript is dropped, inline
 * thinking is said as such, and what it holds never reaches the rules (a model that thinks about tags writes none).
 */
export function createThinking(
  start: ParserStart,
  output: Output,
  structure: Structure,
  rules: Rules,
): Thinking {
  const { diagnose } = output;
  /** `pending`: after `<think>`, before the first visible character or tag decides what it is. */
  let state: 'none' | 'pending' | 'inline' = 'none';
  let envelopeOpen = false;
  let saidThinking = false;
  const trimmer = createTrimmer((text) => {
    saidThinking = true;
    output.say({ type: 'thinking-delta', text });
  });

  function write(text: string) {
    state = 'inline';
    trimmer.write(text);
  }

  function finish() {
    state = 'none';
    trimmer.startTrimming();
  }

  /** In a document a piece's own closing tag also ends thinking inside it: else one missing tag loses the rest. */
  function endsPiece({ kind, close }: Tag): boolean {
    if (start.at !== 'document' || !close) return false;
    const { mode } = structure;
    if (mode === 'execution') return kind === 'execution' || kind === 'executions';
    return (mode === 'plan' && kind === 'plan') || (mode === 'answer' && kind === 'answer');
  }

  function open(raw: string) {
    if (structure.mode === 'after') return rules.text(raw);
    rules.beforeThink();
    state = 'pending';
  }

  function close() {
    const { mode } = structure;
    const isUsual = mode === 'await' || mode === 'after' || mode === 'thought';
    const isEnvelope = mode === 'top' && envelopeOpen;
    if (!isUsual && !isEnvelope) diagnose('stray-think-close', structure.place());
    envelopeOpen = false;
  }

  return {
    text(text) {
      if (state === 'none') rules.text(text);
      else if (state === 'inline' || firstVisible(text) < text.length) write(text);
    },
    malformed(raw) {
      if (state === 'none') rules.malformed(raw);
      else write(raw);
    },
    tag(tag) {
      if (tag.kind === 'think') {
        if (state === 'inline' && !tag.close) write(tag.raw);
        else if (state !== 'none' && tag.close) finish();
        else if (state === 'none' && tag.close) close();
        else if (state === 'none') open(tag.raw);
        return false;
      }
      if (state === 'inline' && endsPiece(tag)) {
        diagnose('unclosed-think', structure.place());
        finish();
      } else if (
        state === 'inline' ||
        (state === 'pending' && (tag.kind === 'code' || start.at === 'thought'))
      ) {
        write(tag.raw);
        return false;
      } else if (state === 'pending') {
        envelopeOpen = true;
        state = 'none';
      }
      rules.tag(tag);
      return tag.kind !== 'code';
    },
    end(how) {
      if (state === 'inline' && (how === 'complete' || how === 'stop'))
        diagnose('unclosed-think', structure.place());
      finish();
      const isOrphan =
        start.at === 'document' && saidThinking && structure.stage === 0 && structure.mode === 'top';
      if (isOrphan) structure.openThought();
      rules.end(how);
    },
  };
}
