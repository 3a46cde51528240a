import { assertUnreachable } from '#lib/base/assert.ts';
import type { ParserStart, TextEnd } from '../events.ts';
import type { Structure } from './structure.ts';
import type { Tag } from './tags.ts';
import type { Thinking } from './thinking.ts';
import { firstVisible } from './trim.ts';

/** The state that reads a text; replaced if the text so far turns out to be thinking. */
export interface Reading {
  readonly structure: Structure;
  readonly thinking: Thinking;
}

export interface UnopenedThinking {
  /** Whether a turn that is over may still turn out to be thinking. */
  readonly isOpen: boolean;
  text(text: string): void;
  tag(tag: Tag): void;
  malformed(raw: string): void;
  end(how: TextEnd): void;
}

/** Opening quotation marks and their closing ones: a tag between the two is mentioned, not used. */
const QUOTES: Readonly<Record<string, string>> = {
  '`': '`',
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '«': '»',
};

/**
 * Comes before the thinking and judges each `</think>` that nothing opened: a chat template may have swallowed the
 * opening tag, and then everything read so far was thinking (SPEC.md, P67 to P70). It keeps the text read until then.
 *
 * @param reading receives the text
 * @param restart emits `was-thinking` with the text so far and begins the reading anew
 */
export function createUnopenedThinking(
  start: ParserStart,
  reading: () => Reading,
  restart: (text: string) => void,
): UnopenedThinking {
  const inDocument = start.at === 'document';
  /** Null once we know whether the beginning was thinking. */
  let raw: string[] | null =
    inDocument || ('thinkOpened' in start && start.thinkOpened === 'perhaps') ? [] : null;
  let sawVisible = false;
  /** A `</think>` that nothing opened, until the next text decides what it is. */
  let pending: { tag: Tag; blank: string } | null = null;
  /** A think tag right after a quotation mark, until the next character. */
  let quoted: { tag: Tag; closing: string } | null = null;
  let lastCharacter = '';
  /** After the end of its turn the text continued with the parts of others: the model writes whole rounds alone. */
  let wentOn = false;

  /** Passes text on and keeps a copy, except of a document's question, which is never thinking. */
  function keep(text: string, pass: (reading: Reading) => void) {
    const before = reading().structure.mode;
    // After the end of a turn nothing is read; we only keep the text as long as a `</think>` may follow.
    if (!reading().structure.halted) pass(reading());
    if (raw === null || before === 'question' || reading().structure.mode === 'question') return;
    raw.push(text);
    sawVisible ||= firstVisible(text) < text.length;
  }

  function passText(text: string) {
    keep(text, ({ thinking }) => thinking.text(text));
  }

  function passTag(tag: Tag) {
    if (tag.kind === 'think' && raw !== null) {
      if (tag.close && isUnopened()) {
        pending = { tag, blank: '' };
        return;
      }
      // Something opened it after all, or there is no text before it.
      if (!tag.close || reading().structure.mode !== 'question') raw = null;
    }
    keep(tag.raw, ({ thinking }) => thinking.tag(tag));
  }

  function isUnopened(): boolean {
    const { structure, thinking } = reading();
    return sawVisible && !thinking.isOpen && structure.mode !== 'question' && structure.mode !== 'after';
  }

  function confirm() {
    const text = (raw ?? []).join('').trim();
    pending = null;
    raw = null;
    restart(text);
  }

  /** The tag closes nothing: the text read so far keeps its meaning. */
  function decline() {
    if (!pending) return;
    const { tag, blank } = pending;
    pending = null;
    keep(tag.raw, ({ thinking }) => thinking.tag(tag));
    if (blank !== '') passText(blank);
  }

  function beginsAnew(next: Tag | null): boolean {
    // A closing tag right after it closes what is open: the text before it was a piece.
    if (next?.close && next.kind !== 'think' && next.kind !== 'code') return false;
    if (!inDocument) return !reading().structure.halted || beginsTurn(next);
    const { stage, mode } = reading().structure;
    if (stage === 0 && mode !== 'answer') return true;
    // We trust a document whose pieces have begun, unless it begins anew with its first plan.
    return next?.kind === 'plan' && next.number === '1';
  }

  /** Whether the text after the end of a turn is the turn itself, and the text before was a draft of it. */
  function beginsTurn(next: Tag | null): boolean {
    switch (start.at) {
      case 'plan':
        if (next?.kind === 'plan') return next.number === null || next.number === String(start.stage);
        return !wentOn && (next?.kind === 'answer' || next?.kind === 'prompt');
      case 'execution':
        return next?.kind === 'execution' || (!wentOn && next === null);
      case 'answer':
        return next?.kind === 'answer';
      case 'thought':
      case 'document':
        return false;
      default:
        return assertUnreachable(start);
    }
  }

  function decide(next: Tag | null) {
    if (beginsAnew(next)) confirm();
    else decline();
  }

  /** The quotation mark did not close, so the tag counts. */
  function releaseQuoted() {
    if (!quoted) return;
    const { tag } = quoted;
    quoted = null;
    takeTag(tag);
  }

  function takeText(text: string) {
    if (pending) {
      if (firstVisible(text) === text.length) {
        pending.blank += text;
        return;
      }
      decide(null);
    }
    passText(text);
  }

  function takeTag(tag: Tag) {
    if (pending) decide(tag);
    passTag(tag);
    const isOthers = tag.kind === 'executions' || (tag.kind === 'plan' && start.at === 'execution');
    wentOn ||= reading().structure.halted && !tag.close && isOthers;
  }

  return {
    text(text) {
      if (quoted) {
        if (text.startsWith(quoted.closing)) {
          const { raw: mention } = quoted.tag;
          quoted = null;
          takeText(mention);
        } else releaseQuoted();
      }
      lastCharacter = text.at(-1) ?? '';
      takeText(text);
    },
    tag(tag) {
      releaseQuoted();
      const closing = tag.kind === 'think' ? QUOTES[lastCharacter] : undefined;
      lastCharacter = '';
      if (closing) quoted = { tag, closing };
      else takeTag(tag);
    },
    malformed(malformed) {
      releaseQuoted();
      lastCharacter = malformed.at(-1) ?? '';
      if (pending) decide(null);
      keep(malformed, ({ thinking }) => thinking.malformed(malformed));
    },
    end(how) {
      releaseQuoted();
      if (pending) {
        if (inDocument || reading().structure.halted) decline();
        else confirm();
      }
      if (!reading().structure.halted) reading().thinking.end(how);
    },
    get isOpen() {
      return raw !== null;
    },
  };
}
