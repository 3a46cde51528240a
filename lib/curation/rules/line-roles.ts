import type { SourceLine, SourceLines } from '#lib/contract/curation-record.ts';
import { anyPhrase } from '#lib/text/word-lists.ts';
import { type Opening, openingOf } from './opening-words.ts';

/** What a line does: announces work, does it, or judges it; `states` is none of these. */
type LineRole = 'announces' | 'works' | 'judges' | 'states';

export interface ReadLine extends LineView {
  readonly opening: Opening;
  readonly role: LineRole;
  /** It ends with a colon: the next line belongs to it. */
  readonly introduces: boolean;
  /** A formula without words. */
  readonly isFormula: boolean;
  /** It calculates: an equation with an operator in it. */
  readonly computes: boolean;
  /** It calculates, in signs or in words. */
  readonly finds: boolean;
  readonly isBoxed: boolean;
}

/** Longest line that can be only a judgement. */
const JUDGEMENT = 200;
/** A judgement of one or two words, at the beginning of a line. */
const EXCLAIMS = anyPhrase(String.raw`
  yes / yep / yeah / yup / correct / good / great / perfect / nice / exactly / excellent / awesome / phew
  # no right side and no right angle
  right(?! (?:side|hand|triangle|angle|now|end|half|circular))
  got (?:it|that) / makes sense / same (?:result|answer|thing)
  looks? (?:good|right|correct) / seems? (?:right|good|correct|solid|reasonable|straightforward) / checks? out
  not (?:a root|equal|helpful|good|sure)`);
/** What is said of "that", "everything", "the two results". */
const IS_JUDGED = anyPhrase(String.raw`
  # it is so
  makes? sense / correct / consistent / match(?:es)? / checks? out / works?(?: out)? / holds? / confirm(?:s|ed)?
  good / fine / solid / right / reasonable / valid / verified / add(?:s)? up / aligns? / agrees? / great / perfect
  as expected / what (?:we|i) (?:expected|wanted|have|had)
  # it seems so, or not
  seems? (?:(?:a |an )?\w+ )?(?:right|correct|good|consistent|straightforward|reasonable|solid|off|messy|high|low|strange|complicated|tricky|conflicting|confusing|easy|hard|simple)
  (?:still |is still )(?:a )?(?:bit |little )?(?:complicated|tricky|messy)
  looks? (?:right|correct|good|messy|complicated) / interesting / strange / weird`);
const JUDGES = [
  new RegExp(`^${EXCLAIMS}\\b`, 'i'),
  new RegExp(
    `^(?:so |okay,? |and |but |yes,? |yeah,? |wait,? |hm+,? )*(?:that|this|it|everything|all(?: of)?(?: the)?(?: \\w+)?|which|these|they|the \\w+(?: \\w+)?)(?:'s| is| are| does| do| all| also| indeed| both|,)*(?: \\w+)? ?${IS_JUDGED}\\b(?!.*\\b(?:so|therefore|let me|let's)\\b)`,
    'i',
  ),
  new RegExp(
    `^(?:so |and |yeah,? |okay,? )*${anyPhrase(String.raw`
      i (?:think|believe|guess|feel)(?: that)? (?:that|this|it)(?:'s| is| should be| must be| seems)? (?:solid|it|correct|right|all|good|fine|the answer|thorough)
      i (?:don't|can't|do not) (?:see|think|find) (?:any|there|i made)
      i(?:'m| am) (?:\w+ )?(?:confident|convinced|satisfied|happy)`)}\\b`,
    'i',
  ),
  /^(?:no|without any) (?:mistakes?|errors?|issues?|problems?)\b/i,
  /^(?:so |which )?(?:it )?(?:does(?:n't| not)? (?:match|work|hold)|matches|agrees|is consistent|confirms)\b/i,
];

const ANNOUNCES = new RegExp(
  `\\b${anyPhrase(`
    # intention
    let me / let's / let us / try(?:ing)? / starting with / looking at / going back / first step / next step
    (?:i|we)(?:'ll| will| need| should| have to| can| could| must| might| want| am going| are going)
    # a question, a guess
    maybe / perhaps / wonder / how (?:do|can|to|about)
    # what is known or asked
    i (?:remember|recall|think|know|wonder) / recall(?:ing)? that / remember(?:ing)? / asks? / asked / asking / given
    the (?:formula|problem|question|goal|idea|key|plan|strategy|task|expression|equation) / approach / strategy`)}\\b`,
  'i',
);
const OPENS_TASK =
  /^(?:(?:first|next|now|finally|to \w+|alternatively|another way|is there)\b|let \S+ (?:=|be\b|denote\b))/i;

/** A calculated side: `3 * 4 = 12`, `≈ 0.55`. */
const EQUATION =
  /[\p{L}\d)\]}²³⁴°!%$|]\s*(?:=|≈|≡|≠|\\approx|\\equiv|\\neq|=>|⇒|\\implies|→)\s*[-−+±([{\\$√|]*\s*[\p{L}\d]/u;
const DEFINES =
  /\b(?:let|set|denote|suppose|assume|take|call|define|say|using|formula|where|when|if|for|with|that)\b[^=]{0,60}=/i;
/** "which is 12", "gives x", "divided by 2 is 20". */
const VALUE = new RegExp(
  `\\b${anyPhrase(`
    is / are / was / equals? / becomes? / remainder
    gives? / giving / yields? / gets? / getting / makes? / leaves? / leaving / total(?:s|ing)?
    simplifies to / comes? to / adds? up to / results? in / cancels? / cancel out`)}\\s+(?:${anyPhrase('just / simply / also / about / approximately / equal to / me / us / now / then / indeed / still / only')} )*[-−$(\\\\]{0,3}\\s?(?:\\d|[a-z]\\b(?!\\s[a-z])|sqrt|frac|√)`,
  'i',
);

/** A side with an operator, then `=`: `3 * 4 = 12`. */
const COMPUTES =
  /[\d\p{L})\]}²³]\s*[-+*/^×÷·]\s*[\d\p{L}([{\\√](?:(?!\s(?:and|or|so|then|where|with|is)\s)[^=≈,:]){0,80}[=≈]/u;
/** "so 1% is 20", "6 divided by 2 is 3". */
const SAYS_RESULT =
  /^(?:so|therefore|thus|hence|then)\b.{0,80}\b(?:is|are|gives?|becomes?|equals?)\s+[-−$(\\]*\d|(?:\b(?:divided by|times|plus|minus|multiplied by)|\d\s?[-−+*/×÷])\s.{0,40}\b(?:is|gives?|equals?)\b/i;

const BOXED = /\\(?:boxed|fbox)\b/;

/** After this many lines there is something to check, even if nothing was calculated. */
const MUST_SAY = 8;

/** Reads every line, with bounded work for each. */
export function readLines(views: readonly LineView[]): ReadLine[] {
  let isSomethingFound = false;
  return views.map((view, index) => {
    const read = openingOf(view.head);
    // A line is a check only if there is something to check.
    const opening: Opening = read.kind === 'check' && !isSomethingFound ? { ...read, kind: 'next' } : read;
    const introduces = /[:：]\**$/.test(view.tail);
    const isFormula = isOnlyFormula(view);
    const computes = isFormula || COMPUTES.test(view.head);
    const finds = computes || SAYS_RESULT.test(view.head);
    isSomethingFound ||= finds || view.isCode || index >= MUST_SAY;
    return {
      ...view,
      opening,
      introduces,
      isFormula,
      computes,
      finds,
      isBoxed: BOXED.test(view.head) || BOXED.test(view.tail),
      role: roleOf(view, opening, introduces, computes),
    };
  });
}

function roleOf(view: LineView, opening: Opening, introduces: boolean, computes: boolean): LineRole {
  const { head, length } = view;
  if (view.isCode) return 'works';
  if (head === '') return 'states';
  if (length <= JUDGEMENT && opening.kind !== 'check' && JUDGES.some((pattern) => pattern.test(head)))
    return 'judges';
  const isQuestion = /[?？]["')\]]?$/.test(view.tail);
  if (computes && !isQuestion) return 'works';
  if (opening.kind === 'check') return 'announces';
  const hasResult = (EQUATION.test(head) && !DEFINES.test(head)) || VALUE.test(head);
  if (isQuestion) return 'announces';
  if (hasResult) return 'works';
  if (introduces && (opening.kind !== 'consequence' || ANNOUNCES.test(head))) return 'announces';
  if (ANNOUNCES.test(head) || OPENS_TASK.test(opening.rest) || OPENS_TASK.test(head)) return 'announces';
  if (opening.kind === 'doubt' || opening.kind === 'idea' || opening.kind === 'alternative')
    return 'announces';
  return opening.kind === 'consequence' ? 'works' : 'states';
}

const WORD = /(?<![\\\p{L}])\p{L}{3,}/gu;
const MATHEMATICAL =
  /^(?:sin|cos|tan|log|sqrt|gcd|lcm|mod|frac|max|min|exp|cot|sec|csc|pmod|cdot|left|right|times)$/i;

/** Signs and names only: `4*5r = 20r`, `\[ x = 2 \]`, `h = 45 / 9 = 5`. */
function isOnlyFormula({ head }: LineView): boolean {
  if (!/[=+*/^<>≤≥≈≡\\|√-]/.test(head) || !/[\d\p{L}]/u.test(head)) return false;
  return (head.match(WORD) ?? []).filter((word) => !MATHEMATICAL.test(word)).length === 0;
}

/** The view of a line that the rules use. */
interface LineView {
  /** Its beginning, on one line and without Markdown's emphasis and headings; rules read no further. */
  readonly head: string;
  /** Its last characters. */
  readonly tail: string;
  /** UTF-16 units. */
  readonly length: number;
  /** What precedes it: 0 another sentence, 1 a line break, 2 a blank line or the start of the text. */
  readonly gap: 0 | 1 | 2;
  /** A block of code, including its fences. */
  readonly isCode: boolean;
  /** It is an item of a list; its bullet or number is not in `head`. */
  readonly isItem: boolean;
}

/** One sentence may be a megabyte long, so rules read only this much of it. */
const HEAD = 280;
const TAIL = 80;
const ITEM = /^(?:[-*•–]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)/;

/** Linear in the text. */
export function viewLines(source: SourceLines): LineView[] {
  let end = 0;
  return source.lines.map((line, index) => {
    const gap = index === 0 ? 2 : gapBetween(source.text, end, line.start);
    end = Math.max(end, line.end);
    return viewOf(source.text, line, gap);
  });
}

function viewOf(text: string, line: SourceLine, gap: 0 | 1 | 2): LineView {
  const raw = line.missing ? '' : text.slice(line.start, Math.min(line.end, line.start + HEAD));
  const undecorated = raw.replace(/^[\s#>]+/, '');
  const item = gap > 0 ? ITEM.exec(undecorated) : null;
  const head = undecorated
    .slice(item?.[0].length ?? 0)
    .replace(/\*\*|__/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[’‘]/g, "'")
    .trim();
  return {
    head,
    tail: line.missing ? '' : text.slice(Math.max(line.start, line.end - TAIL), line.end).trimEnd(),
    length: line.missing ? 0 : line.end - line.start,
    gap,
    isCode: /^(?:```|~~~)/.test(undecorated),
    isItem: item !== null,
  };
}

function gapBetween(text: string, from: number, to: number): 0 | 1 | 2 {
  const first = text.indexOf('\n', from);
  if (first === -1 || first >= to) return 0;
  const second = text.indexOf('\n', first + 1);
  return second === -1 || second >= to ? 1 : 2;
}
