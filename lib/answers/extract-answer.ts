export interface BoxedAnswer {
  /** What stands in the box, trimmed. */
  readonly answer: string;
  /** UTF-16 offsets of the whole `\boxed{…}`. */
  readonly start: number;
  readonly end: number;
}

const MARK = /\\(?:boxed|fbox)\s*\{|\\boxed (?=[^\s{$])|\\[\s\S]|[{}]|\n[^\S\n]*\n/g;

/**
 * Every innermost `\boxed{…}` and `\fbox{…}` with balanced braces, in order. One pass with a stack, so that a text full
 * of unclosed boxes takes linear time; a blank line ends what is open, for no box spans paragraphs.
 */
export function boxedAnswers(text: string): BoxedAnswer[] {
  const answers: BoxedAnswer[] = [];
  let open: { box: boolean; start: number; content: number; holdsBox: boolean }[] = [];
  for (const match of text.matchAll(MARK)) {
    const mark = match[0];
    const end = match.index + mark.length;
    if (mark === '}') {
      const closed = open.pop();
      if (!closed) continue;
      const parent = open.at(-1);
      if (parent && (closed.box || closed.holdsBox)) parent.holdsBox = true;
      if (closed.box && !closed.holdsBox)
        answers.push({ answer: text.slice(closed.content, match.index).trim(), start: closed.start, end });
    } else if (mark.startsWith('\n')) {
      open = [];
    } else if (mark === '{' || (mark.startsWith('\\') && mark.endsWith('{') && mark.length > 2)) {
      open.push({ box: mark !== '{', start: match.index, content: end, holdsBox: false });
    } else if (mark === '\\boxed ') {
      const bare = /^[^\s${}]+/.exec(text.slice(end, end + 200))?.[0].replace(/[.,;:]+$/, '');
      if (bare) answers.push({ answer: bare, start: match.index, end: end + bare.length });
    }
  }
  return answers;
}

export interface ExtractedAnswer {
  readonly answer: string;
  /** True when no box gave it: it was read from what the text's end states. */
  readonly inferred: boolean;
}

/** An answer stands near the end; what is further away is reasoning. */
const TAIL_LENGTH = 1_200;
const LONGEST_STATED = 160;

const STATED =
  /\b(?:final\s+answer|answer|solution|result)\b[*_\s]*(?:\s(?:to\s+[^.:\n]{1,60}?\s)?(?:is|equals|comes\s+to|(?:would|must|should|has\s+to|will)\s+be)\b\s*:?|:|=)[*_\s]*([^\n]+)/gi;

/** “The answer is correct” states none. */
const VERDICT =
  /^[*_\s]*(?:(?:indeed|definitely|still|also|therefore|certainly|probably)[*_\s]+)?(?:correct|right|wrong|incorrect|valid|confirmed|consistent|accurate|verified|reasonable|the same)\b/i;

function clean(stated: string): string | null {
  let text = stated.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/^(?:\*\*|__|\$\$?|\\\(|\\\[|`|[:\s])+/, '')
      .replace(/(?:\*\*|__|\$\$?|\\\)|\\\]|`|\s|[.,;:!])+$/, '')
      .replace(/^(?:therefore|thus|so|exactly|simply)\b[,:\s]*/i, '')
      .trim();
  }
  return text && text.length <= LONGEST_STATED && !VERDICT.test(text) ? text : null;
}

/** Cuts a sentence off after its first claim: "42, because …" says 42. A full stop in 3.5 ends nothing. */
const firstClaim = (text: string): string =>
  text.split(
    /(?:[.;!?](?=\s|$))|,\s+(?:because|since|as|so|which|where|and|using)\b|\s+(?:because|since)\b/,
  )[0] ?? text;

function statedAnswer(text: string): string | null {
  const tail = text.slice(-TAIL_LENGTH).trim();
  const named = [...tail.matchAll(STATED)].findLast(([, text = '']) => !VERDICT.test(text))?.[1];
  if (named) {
    const bold = /^\s*(?:\*\*([^*\n]+)\*\*|\$([^$\n]+)\$)/.exec(named);
    const answer = clean(bold?.[1] ?? bold?.[2] ?? firstClaim(named));
    if (answer) return answer;
  }
  const lines = tail.split('\n').filter((line) => line.trim() !== '');
  const last = lines.at(-1);
  if (!last) return null;
  const bold = [...last.matchAll(/\*\*([^*\n]+)\*\*/g)].at(-1)?.[1];
  if (bold) {
    const answer = clean(bold.split('=').at(-1) ?? bold);
    if (answer) return answer;
  }
  const equals = last.lastIndexOf('=');
  if (equals >= 0) {
    const answer = clean(firstClaim(last.slice(equals + 1)));
    if (answer && answer.split(/\s+/).length <= 8) return answer;
  }
  const alone = clean(last);
  return alone && /^[-−+]?[\d\\(][^a-z]*$|^[A-E]$/.test(alone) ? alone : null;
}

/** The last box of a text, else the answer that its end states ("the answer is 42", "= 42", "**42**"), else null. */
export function extractAnswer(text: string): ExtractedAnswer | null {
  const boxed = boxedAnswers(text).at(-1);
  if (boxed?.answer) return { answer: boxed.answer, inferred: false };
  const stated = statedAnswer(text);
  return stated ? { answer: stated, inferred: true } : null;
}
