import type { Segment } from './content-segments.ts';

/** How models mark thinking in their text, apart from `<think>`, which the protocol's parser reads. */
interface Mark {
  open: string;
  close: RegExp;
  /** May follow the closing mark, and shows that the text begins. */
  textMark?: string;
}

/** Servers without a reasoning parser for the model pass these marks on as text. */
const MARKS: readonly Mark[] = [
  // Gemini's OpenAI-compatible API.
  { open: '<thought>', close: /<\/thought>/ },
  { open: '<thoughts>', close: /<\/thoughts>/ },
  // Models tuned by the usual recipes for GRPO.
  { open: '<reasoning>', close: /<\/reasoning>/ },
  // Mistral's Magistral.
  { open: '[THINK]', close: /\[\/THINK\]/ },
  // Kimi-VL.
  { open: '◁think▷', close: /◁\/think▷/ },
  // Cohere's Command A Reasoning.
  { open: '<|START_THINKING|>', close: /<\|END_THINKING\|>/, textMark: '<|START_RESPONSE|>' },
  // OpenThinker, Sky-T1.
  { open: '<|begin_of_thought|>', close: /<\|end_of_thought\|>/, textMark: '<|begin_of_solution|>' },
  // OpenAI's gpt-oss: channels; only the final one is text.
  {
    open: '<|channel|>analysis<|message|>',
    close: /(?:<\|end\|>\s*)?(?:<\|start\|>assistant\s*)?<\|channel\|>final\s*<\|message\|>/,
  },
];

/**
 * Servers with a reasoning parser that does not fit the model send its marks, and what follows them, along with the
 * thinking.
 */
const MARKS_IN_THINKING: readonly Mark[] = [
  { open: '<think>', close: /<\/think>/ },
  { open: '<thinking>', close: /<\/thinking>/ },
  ...MARKS,
];

/** The closing mark left over in the text when a server sent the thinking separately. */
const END_LEFT_OVER = '</thought>';

/** No closing mark is longer; we hold back this much after a character that may begin one. */
const MAX_CLOSE_LENGTH = 72;
/** We hold back white space until we know what it belongs to; no honest reply has more of it at a time. */
const MAX_HELD_SPACE = 1024;
const MAY_BEGIN = /[<[◁]/g;

export interface ThinkingSplitter {
  /** Returns which of a channel's words are text and which are thinking, as far as that is certain. */
  feed(words: string): Segment[];
  /** What was held back. */
  flush(): Segment[];
}

/**
 * Reads one channel of a reply: if its words begin with one of the marks, they are thinking up to the closing mark and
 * text from there on; it leaves all other words as they are.
 */
export function createThinkingSplitter(channel: Segment['channel']): ThinkingSplitter {
  const marks = channel === 'text' ? MARKS : MARKS_IN_THINKING;
  const openings = [...(channel === 'text' ? [END_LEFT_OVER] : []), ...marks.map(({ open }) => open)];
  let state: 'start' | 'unmarked' | 'opened' | 'thinking' | 'after' | 'text' = 'start';
  let mark: Mark | undefined;
  let held = '';

  const segment = (of: Segment['channel'], text: string): Segment[] =>
    text === '' ? [] : [{ channel: of, text }];

  function hold(text: string): Segment[] {
    held = text;
    return [];
  }

  function asText(text: string): Segment[] {
    state = 'text';
    return segment('text', text);
  }

  function readStart(text: string): Segment[] {
    const visible = text.trimStart();
    mark = marks.find(({ open }) => visible.startsWith(open));
    if (mark) {
      state = 'opened';
      return readOpened(visible.slice(mark.open.length));
    }
    if (channel === 'text' && visible.startsWith(END_LEFT_OVER))
      return asText(visible.slice(END_LEFT_OVER.length));
    const mayBegin =
      text.length - visible.length <= MAX_HELD_SPACE && openings.some((open) => open.startsWith(visible));
    return mayBegin ? hold(text) : asItIs(text);
  }

  function asItIs(text: string): Segment[] {
    state = 'unmarked';
    return segment(channel, text);
  }

  /** White space inside the marks belongs to them. */
  function readOpened(text: string): Segment[] {
    const visible = text.trimStart();
    if (visible === '') return [];
    state = 'thinking';
    return readThinking(visible);
  }

  function readThinking(text: string): Segment[] {
    const closing = mark?.close.exec(text);
    if (!closing) {
      const from = holdFrom(text);
      held = text.slice(from);
      return segment('thinking', text.slice(0, from));
    }
    state = 'after';
    const rest = text.slice(closing.index + closing[0].length);
    return [...segment('thinking', text.slice(0, closing.index).trimEnd()), ...readAfter(rest)];
  }

  function readAfter(text: string): Segment[] {
    const textMark = mark?.textMark;
    const visible = text.trimStart();
    if (textMark === undefined) return asText(text);
    if (visible.startsWith(textMark)) return asText(visible.slice(textMark.length));
    const mayBegin = text.length - visible.length <= MAX_HELD_SPACE && textMark.startsWith(visible);
    return mayBegin ? hold(text) : asText(text);
  }

  const readers = {
    start: readStart,
    unmarked: asItIs,
    opened: readOpened,
    thinking: readThinking,
    after: readAfter,
    text: asText,
  };

  return {
    feed(words) {
      const all = held + words;
      held = '';
      return readers[state](all);
    },
    flush() {
      const rest = held;
      held = '';
      if (state === 'start') return rest.trim() === '' ? segment(channel, rest) : asItIs(rest);
      return segment(state === 'thinking' ? 'thinking' : 'text', rest);
    },
  };
}

/** Where a possible closing mark, with the white space before it, begins. */
function holdFrom(text: string): number {
  MAY_BEGIN.lastIndex = Math.max(0, text.length - MAX_CLOSE_LENGTH);
  const end = MAY_BEGIN.exec(text)?.index ?? text.length;
  return Math.max(text.slice(0, end).trimEnd().length, end - MAX_HELD_SPACE);
}
