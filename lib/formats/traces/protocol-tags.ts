import { createParser } from '#lib/protocol/parser/parser.ts';

const NUMBERED = /<\/?(?:plan|execution|prompt)[ _-]?\d|<\/?final[ _-]?answer\s*>/i;

/** Whether a text uses the tags of a SPRINT trajectory; `<Question>` and `<think>` alone may wrap any trace. */
export function hasProtocolTags(text: string): boolean {
  if (!text.includes('<') || !speaksOfTags(text)) return false;
  const said = withoutThinking(text);
  return said === text || speaksOfTags(said);
}

const speaksOfTags = (text: string): boolean =>
  NUMBERED.test(text) || (/<plan\s*>/i.test(text) && /<prompt\s*>/i.test(text));

const THINK = /<(\/?)(?:seed:)?think(?:ing)?\s*>/gi;
const ENVELOPE = /^\s*<(?:question|plan|execution|prompt|final[ _-]?answer)/i;

/**
 * Removes the thinking before a model's own text: thinking may mention tags. Keeps a `<think>` that a tag follows,
 * since it is an envelope, and one that nothing follows, since it may contain the whole trajectory.
 */
function withoutThinking(text: string): string {
  let said = '';
  let at = 0;
  let openedAt: number | null = null;
  let saidFrom = 0;
  for (const tag of text.matchAll(THINK)) {
    const end = tag.index + tag[0].length;
    const closes = tag[1] === '/';
    if (!closes && openedAt === null && !ENVELOPE.test(text.slice(end, end + 100))) {
      said += text.slice(at, tag.index);
      [openedAt, at] = [tag.index, tag.index];
    } else if (closes && openedAt !== null) {
      [openedAt, at, saidFrom] = [null, end, end];
    }
  }
  return text.slice(saidFrom).trim() === '' ? text : said + text.slice(at);
}

/** A question longer than this is none, but a trace whose closing tag is missing. */
const LONGEST_QUESTION = 65_536;

/**
 * The question in a text's own `<Question>`, parsed as the log will parse it; null without one. `bodyAt`: where the
 * text after it begins.
 */
export function questionIn(text: string): { question: string; bodyAt: number } | null {
  const opening = /^\s*(?:<think>\s*)?<question\s*>/i.exec(text.slice(0, 1_000));
  if (!opening) return null;
  const head = text.slice(0, LONGEST_QUESTION);
  let question = '';
  let ended = false;
  const parser = createParser({ at: 'document' }, (event) => {
    if (event.type === 'question-delta') question += event.text;
    if (event.type === 'question-end') ended = true;
  });
  const close = /<\/question\s*>/i.exec(head);
  const bodyAt = close ? close.index + close[0].length : head.length;
  parser.feed(head.slice(0, bodyAt));
  if (!ended) return null;
  question = question.trim();
  return question === '' ? null : { question, bodyAt };
}

/** The question from a message or cell: without its tags, where it has them. */
export function bareQuestion(text: string): string | null {
  const opening = /<question\s*>/i.exec(text);
  let question = text;
  if (opening) {
    // Two searches, not one pattern: with many openings and no end a pattern would start over at each.
    const inside = text.slice(opening.index + opening[0].length);
    const end = inside.search(/<\/question\s*>/i);
    if (end >= 0) question = inside.slice(0, end);
  }
  question = question.trim();
  return question === '' ? null : question;
}
