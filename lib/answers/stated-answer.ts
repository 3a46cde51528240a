import { readSentences } from '#lib/text/sentences.ts';
import { anyPhrase } from '#lib/text/word-lists.ts';
import {
  choiceIn,
  choiceWithContent,
  isVerdict,
  lastSide,
  leadingMath,
  numberWordClaim,
  valueClaim,
  wordClaim,
} from './claims.ts';

/** A text states its answer near the end; anything further away is reasoning. */
const TAIL_LENGTH = 1_200;
const LONGEST_STATED = 160;
/** A paragraph of this length without a full stop breaks off in the middle of a sentence. */
const LONG_LINE = 160;
/** Sentences before the last one may still state the answer: “So it is 59. That can be checked.” */
const MOST_SENTENCES = 4;

/** The answer that the end of a text states without a box; null if it states none, or breaks off. */
export function statedAnswer(text: string, { onlyNamed = false } = {}): string | null {
  const marked = ANSWER_TAGS.exec(text.slice(-TAIL_LENGTH))?.[1] ?? fieldOf(text.slice(-TAIL_LENGTH));
  if (marked !== undefined) return cleaned(marked);
  const tail = withoutCode(text.slice(-TAIL_LENGTH))
    .replace(CLOSERS, '')
    .replace(/(?<=\s)_([^_\n]{1,60})_(?=[\s.,;!]|$)/g, '**$1**')
    .trim();
  const paragraphs = tail.split(/\n[^\S\n]*\n|(?<=<\/think>)/).filter((part) => part.trim() !== '');
  const last = paragraphs.at(-1)?.trim();
  if (!last) return null;
  if (isCutOff(last)) return null;
  const before = paragraphs.at(-2)?.trim() ?? '';
  const stated = onlyNamed
    ? ofParagraph(last, true)
    : (alone(last) ?? ofParagraph(last) ?? ofParagraph(before, true));
  // A box that is empty, or was cut off.
  if (stated === null || stated.includes('\\boxed')) return null;
  // “$\frac{4}{9} \approx 0.44$”: what was cut off took the second dollar along.
  return stated.replace(/^\$(?=\\[a-z])/, '').replace(/^(\S*\d\S*) \([a-z][a-z -]+\)$/, '$1');
}

/** Tags of models that are trained to mark their answer. */
const ANSWER_TAGS = /<answer>([^<]{1,400})<\/answer>\s*$/i;

/** An object as the last thing, as a format asks for it: `{"answer": "3/8"}`, in a block of code or not. */
function fieldOf(tail: string): string | undefined {
  const json = /\{[^{}`]{1,400}\}(?=\s*(?:```)?\s*$)/.exec(tail)?.[0];
  if (json === undefined) return undefined;
  try {
    const fields = Object.entries(JSON.parse(json) as Record<string, unknown>);
    const value = fields.find(([name]) => /^(?:final[_ ]?)?answer$/i.test(name))?.[1];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}

/** What a text is closed with states nothing: “QED”, “Done.”, ∎. */
const CLOSERS =
  /(?:[∎□■\s]|<\/think>|(?<=[.!?$)\]*]\s+)(?:q\.?\s?e\.?\s?d|(?:and )?(?:we (?:are|['’]re) )?done|that['’]s (?:it|all))[.!]*$)+$/iu;

/** Drops code, which says what a program does, not what the answer is. */
const withoutCode = (text: string): string => {
  const parts = text.split('```');
  // A tail that begins in the middle of code has an even number of fences before its prose.
  return (parts.at(-1) ?? '').replace(/`([^`\n]*)`/g, (_all, code: string) =>
    // Keeps a value that a program prints; drops names, which are code.
    /^\s*(?:["'][^"']*["']|\[[^\]]*\]|[^A-Za-z]*[A-J]?)\s*$/.test(code) ? code : ' ',
  );
};

/** Words that cannot end a sentence. */
const OPEN_END =
  /\b(?:and|or|then|of|the|an?|is|are|be|to|by|with|plus|minus|times|that|which|for|from|into|as|so|it['’]s|we|number|number of|because|since|if|when)\s*[,:]?\s*$/i;
const CLOSED_END = /(?:[.!?)\]}*$"”’%°∎□]|\\\]|\\\))\s*$/;

/** A text that stops in the middle of a sentence states nothing. */
function isCutOff(paragraph: string): boolean {
  const line = paragraph.slice(paragraph.lastIndexOf('\n') + 1);
  if (CLOSED_END.test(line)) return false;
  if (OPEN_END.test(line)) return true;
  const last = line.split(/[.!?]\s+(?=[A-Z])/).at(-1) ?? line;
  return (line.length > LONG_LINE || last !== line) && !/\b(?:answer|result|solution)\b/i.test(last);
}

/** A last line that holds only a value, with or without a heading before it. */
function alone(paragraph: string): string | null {
  // A displayed formula may stand on three lines.
  const display = /(?:\$\$|\\\[)\s*\n([^\n]+)\n\s*(?:\$\$|\\\])\.?$/.exec(paragraph)?.[1];
  const line = display ?? paragraph.slice(paragraph.lastIndexOf('\n') + 1);
  const whole = cleaned(line) ?? '';
  const text = lastSide(whole);
  const choice = choiceWithContent(whole);
  if (choice !== null) return choice;
  if (
    text === '' ||
    hasWord(whole) ||
    /\b(?:and|or)\b/.test(whole) ||
    text.startsWith('\\boxed') ||
    text.split(/\s+/).length > 6
  )
    return null;
  return /^[-−+±√π.\\$(]?\s?[\d\\(π√][^a-z]*$|^[A-J]$|^\\|^[A-Za-z](?:_\w+)?\s?=\s?[-−]?[\d.\\]/.test(text)
    ? text
    : null;
}

const hasWord = (text: string): boolean => /[a-z]{4}/i.test(text.replace(/\\[a-z]+/gi, ''));

function ofParagraph(paragraph: string, onlyNamed = false): string | null {
  const sentences = readSentences(paragraph)
    .slice(-MOST_SENTENCES)
    .map(({ text }) => text)
    .toReversed();
  for (const sentence of sentences) {
    const stated = named(sentence);
    if (stated !== null) return stated;
    const isConclusion = CONCLUSION.test(sentence) || (sentence === sentences[0] && LAST_WORD.test(sentence));
    if (!isConclusion || onlyNamed || sentence.endsWith('?')) continue;
    const claim =
      claimBehindSo(sentence) ??
      choiceIn(sentence) ??
      valueClaim(sentence, { needsVerb: true }) ??
      numberWordClaim(sentence) ??
      (sentence === sentences[0] ? wordClaim(sentence) : null) ??
      (isShort(sentence) ? valueClaim(sentence) : null);
    if (claim !== null) return claim;
  }
  if (onlyNamed) return null;
  const [last] = sentences;
  if (!last || last.endsWith('?') || CONSIDERED.test(last)) return null;
  return (
    bold(last) ??
    (DENYING.test(last) ? null : choiceIn(last)) ??
    valueClaim(last, { needsVerb: true }) ??
    numberWordClaim(last) ??
    (paragraph.length <= LONG_LINE ? boldWord(last) : null) ??
    NO_SOLUTION.exec(last)?.[1] ??
    null
  );
}

/** “There is no solution.”, “Hence the equation has no real solutions.” */
const NO_SOLUTION =
  /\b(?:there (?:is|are)|has|have|with|admits?) (no (?:(?:real|integer|positive|such) )?solutions?)\b[^,;]{0,20}$/i;

/** Words for a value that the text only considers, and does not claim. */
const CONSIDERED =
  /^(?:\W*(?:or|hmm|wait|but),?\s+)*(?:alternatively|maybe|perhaps|let me|let['’]s|suppose|what if)\b|\b(?:could|might|whether|let me)\b/i;
const DENYING = /\b(?:not|n['’]t|ruled?|eliminat\w+|exclud\w+|incorrect|wrong|unlikely|reject\w*|neither)\b/i;

/** “So 36 rolls.” needs no verb; a longer sentence without one claims nothing. */
const isShort = (sentence: string): boolean =>
  sentence.split(/\s+/).length <= 8 && !/\b(?:let['’]?s|please)\b/i.test(sentence);

/** “The larger number is 15.”, as the last sentence. */
const LAST_WORD =
  /^the (?!function\b|program\b|code\b|method\b)[^,;:=]{1,60}\b(?:is|are|equals)\b[^=]{1,40}$|\bis (?:indeed |definitely )?correct\.?$/i;

/** “…, so n = 10”: what follows is the conclusion. */
function claimBehindSo(sentence: string): string | null {
  const behind = sentence
    .split(/,\s(?:and\s)?(?:so|thus|hence|therefore)\b/)
    .slice(1)
    .at(-1);
  return behind === undefined ? null : valueClaim(behind, { needsVerb: true });
}

const CONCLUSION = new RegExp(
  [
    `^(?:\\*\\*|[^\\w$]*)${anyPhrase(String.raw`
      # it follows
      so / therefore / thus / hence / consequently / accordingly / as a result / it follows
      that means / this means / that leaves / this leaves / which means / since\b[^,]*,\s
      # all in all
      finally / in total / altogether / overall / in conclusion / ultimately / both / adding
      # content with it
      yes / okay / ok / alright / good / great
      # what the writer has, or settles on
      we (?:need|want)\b(?=[^=]*=) / we (?:get|have|conclude|obtain|find)
      i(?:['’](?:d|ll|m)| would| will| am)? (?:think|guess|say|answer|choose|pick|go|going|conclude|believe|confident)`)}\\b`,
    `\\b${anyPhrase(`
      therefore / thus / hence / definitely / so it['’]s / it is, then / in total / altogether / final(?:ly)? / must be`)}\\b`,
    String.raw`^[^,]{0,40},\s(?:so|thus|hence)\b`,
    String.raw`,\s(?:so|i (?:choose|pick|would))\b[^,]*$`,
    String.raw`\bis the (?:only|right|correct|final|required)?\s?(?:answer|solution|one)\b`,
  ].join('|'),
  'i',
);

const NAMED =
  /(?:答案\s*(?:是|为|為|：|:)|\b(?:final\s+answer|answer|solution|result)s?\b[*_\s]*(?:\s(?:to\s+[^.:\n]{1,60}?\s)?(?:is|are|equals|comes\s+to|(?:would|must|should|has\s+to|will)\s+be)\b\s*:?|:|=|(?<=^\W*(?:final\s+)?answers?\b[*_\s]*)\s[-–—](?=\s)))[*_\s]*([^\n]+)/gi;

/** “The answer is 42, because …”: the value that the sentence names as the answer. */
function named(sentence: string): string | null {
  const found = [...sentence.matchAll(NAMED)].findLast(([, text = '']) => !isVerdict(text))?.[1];
  if (!found) return null;
  const content = /^\s*\*\*([^*\n]+)\*\*/.exec(found)?.[1] ?? leadingMath(found);
  const choice = choiceIn(found);
  const text = cleaned(content ?? firstClaim(found));
  if (text === null || isVerdict(text)) return null;
  const said = /^(?:yes|no|true|false)(?=,)/i.exec(text)?.[0];
  if (said !== undefined) return said;
  const lettered = content === undefined ? choiceWithContent(cleaned(found) ?? '') : null;
  if (lettered !== null) return lettered;
  if (choice !== null && content === undefined) return choice;
  // `3 < x < 8` contains no words.
  const words = hasWord(text) || /\b(?:and|or)\b/.test(text) ? text.split(/\s+/).length : 1;
  return words > 4 && content === undefined
    ? (valueClaim(`is ${text}`) ?? (words <= 12 ? text : null))
    : text;
}

/** Cuts a sentence off after its first claim: "42, because …" becomes 42. A full stop in 3.5 does not end a claim. */
export const firstClaim = (text: string): string =>
  text.split(
    /(?:[.;!?](?=\s|$))|[。；，]|,\s+(?:because|since|as|so|which|where|and|using|not|definitely|exactly|that is|i\.e|I (?:think|believe|guess|suppose)|I['’]m|right|though|probably|at least|if|when|but)\b|\s+\((?:not|since|because|or|approximately|approx|about|roughly|which|i\.e)\b|\s*(?:≈|\\approx)|\s+\((?:≈|~)|\s+(?:because|since|rather than|instead of)\b/,
  )[0] ?? text;

function bold(sentence: string): string | null {
  const content = [...sentence.matchAll(/\*\*([^*\n]+)\*\*/g)].at(-1)?.[1];
  if (content === undefined) return null;
  const claim = valueClaim(content) ?? valueClaim(`is ${content}`);
  return claim ?? null;
}

/** “The person on the left is **Sam**.” */
function boldWord(sentence: string): string | null {
  const content = [...sentence.matchAll(/\b(?:is|are|was|be|:)\s*\*\*([^*\n]{1,40})\*\*/g)].at(-1)?.[1];
  const text = content === undefined ? null : cleaned(content);
  return text === null || isVerdict(text) ? null : text;
}

export function cleaned(stated: string): string | null {
  let text = stated.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/^(?:#{1,6}\s|=>|[⇒→]|\\(?:implies|Rightarrow)\b|\*\*|__|\$\$?|\\\(|\\\[|`|[:\s])+/, '')
      .replace(/(?:\*\*|__|(?<!\\)\$\$?|\\\)|\\\]|`|\s|[.,;:!。])+$/, '')
      .replace(
        /^(?:therefore|thus|so|exactly|simply|indeed|definitely|just|clearly|(?:most )?(?:likely|probably))\b[,:\s]*/i,
        '',
      )
      .trim();
  }
  return text && text.length <= LONGEST_STATED ? text : null;
}
