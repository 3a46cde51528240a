import type { ParserStart, TextEnd } from '../events.ts';
import type { Output } from './output.ts';
import type { Rules } from './rules.ts';
import type { Structure } from './structure.ts';
import type { Tag } from './tags.ts';
import { createTrimmer, firstVisible } from './trim.ts';

export interface Thinking {
  text(text: string): void;
  tag(tag: Tag): void;
  malformed(raw: string): void;
  end(how: TextEnd): void;
  /** After a `<think>` that is not closed yet. */
  readonly isOpen: boolean;
  /** The template opened the thinking, and nothing has closed it yet. */
  readonly awaitsClose: boolean;
  /** Whether a protocol tag has reached the rules. */
  readonly sawTag: boolean;
}

/**
 * Filters `<think>` and `</think>` before the rules: drops the envelope around a transcript and emits inline thinking
 * as such. The content of thinking never reaches the rules, so that a model which thinks about tags emits none.
 */
export function createThinking(
  start: ParserStart,
  output: Output,
  structure: Structure,
  rules: Rules,
  afterThinking = false,
): Thinking {
  const { diagnose } = output;
  /** `pending`: after `<think>`, until the first visible character or tag decides what it is. */
  let state: 'none' | 'pending' | 'inline' = 'none';
  let envelopeOpen = false;
  let saidThinking = afterThinking;
  let sawTag = false;
  /** The chat template opened the thinking, so the reply begins inside it. */
  let awaitsClose = !afterThinking && 'thinkOpened' in start && start.thinkOpened === 'yes';
  if (awaitsClose) state = 'inline';
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

  /**
   * In a document a piece's own closing tag also ends thinking inside it: otherwise one missing tag would lose the
   * rest.
   */
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
        // Some models repeat the tag that their template has opened.
        if (awaitsClose && !saidThinking && !tag.close) return;
        if (state === 'none') {
          if (tag.close) close();
          else open(tag.raw);
        } else if (tag.close) {
          awaitsClose = false;
          finish();
        } else if (state === 'inline') write(tag.raw);
        return;
      }
      if (state === 'inline' && endsPiece(tag)) {
        diagnose('unclosed-think', structure.place());
        finish();
      } else if (
        state === 'inline' ||
        (state === 'pending' && (tag.kind === 'code' || start.at === 'thought'))
      ) {
        write(tag.raw);
        return;
      } else if (state === 'pending') {
        envelopeOpen = true;
        state = 'none';
      }
      sawTag ||= tag.kind !== 'code';
      rules.tag(tag);
    },
    end(how) {
      if (state === 'inline' && !awaitsClose && (how === 'complete' || how === 'stop'))
        diagnose('unclosed-think', structure.place());
      finish();
      const { stage, mode, thoughtSeen } = structure;
      const isOrphan =
        start.at === 'document' && saidThinking && stage === 0 && mode === 'top' && !thoughtSeen;
      if (isOrphan) structure.openThought();
      rules.end(how);
    },
    get isOpen() {
      return state !== 'none';
    },
    get awaitsClose() {
      return awaitsClose;
    },
    get sawTag() {
      return sawTag;
    },
  };
}
