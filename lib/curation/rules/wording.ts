import { statementsOf } from '#lib/text/quantities.ts';
import { openFormulaAt } from '#lib/text/spans.ts';
import { anyPhrase, anyWord } from '#lib/text/word-lists.ts';
import { saysWhat } from '../self-contained.ts';
import type { ReadLine } from './line-roles.ts';
import { withoutFillers } from './opening-words.ts';
import type { PartHeader } from './parallel-parts.ts';
import type { StepKind } from './step-kind.ts';
import { COMMON_TASKS } from './task-verbs.ts';

const LONGEST_SUBJECT = 150;
const LONGEST_DESCRIPTION = 80;

/** Opens a sentence in the first person, before the verb of its task. */
const FIRST_PERSON = new RegExp(
  `^${anyPhrase(String.raw`
    to(?= [a-z]+ ) / let me / let's / let us / try to / start by / begin by / (?:maybe |perhaps )?(?:try|trying) to
    (?:i|we)(?:'ll|'d like to| will| need to| should| have to| must| want to| can| could| might| am going to| are going to)
    maybe (?:i|we) (?:can|should|could) / it's (?:good|best|worth) to
    # which step it is
    (?:the )?(?:first|next|last|final|second|third) (?:step|thing|part|task)(?: (?:now|here))?(?: is|,)? to
    one (?:way|idea|approach|method|option)(?: \w+)? is to / (?:the )?(?:goal|idea|plan|strategy) is to
    just / also / now / first / then / quickly / actually / carefully
    # what the task stands upon
    (?:i|we) (?:remember|recall|know|think|believe|guess|see|note)(?: that)? / it (?:seems|looks like)(?: that)?
    since / because / if / that means / this means`)}\\s+`,
  'i',
);
/** Between a verb and its value. */
const ABOUT = `(?:${anyPhrase('indeed / just / then / also / now / about / approximately / equal to')} )`;
/** Where a result may begin. */
const RESULT = new RegExp(
  String.raw`\s*(?:${[
    // ", so …", "which gives …"
    String.raw`(?:[,;:]\s*|\s)${anyPhrase(`
      so / therefore / thus / hence / giving / that gives / that's / this gives / and (?:get|see|we get)
      which (?:is|gives|means|equals|simplifies|makes|would) / => / ⇒ / →`)}(?=\s)`,
    // "3 · 4 = 12" to the end
    String.raw`(?<=[-+*/^×·] ?[\w.]{1,6}|[)\]}²³])\s*(?:=|≈)\s*[-−([\\$√]*\d[^.]*$`,
    String.raw`\s(?:gives?|equals?|becomes?|would be|should be|must be)\s${ABOUT}*[-−$(\\]*\d`,
  ].join('|')}).*$`,
  'i',
);
/** In a line that already works, every value may be a result. */
const ANY_VALUE = new RegExp(
  String.raw`\s*(?:(?<!\b(?:for|if|when|with|take|let|at|test|try|pick|choose|use|using|plug|check|say)\s?[$(\\]*[a-z]\s?|\bcase \w+:.{0,40})[=≈]|\s(?:is|are|was)(?=\s))\s*${ABOUT}*[-−$(\\]*[\d√].*$`,
  'i',
);

/** The text after a colon may be a result as well. */
const AFTER_COLON = /(?::\s|：)[^:：]*[=≈\d/][^:：]*$/;

/** Words that refer to other steps, which a task must not do. */
const POINTER = anyPhrase(String.raw`
  as (?:before|above|earlier) / both (?:methods|ways|approaches)
  (?:the )?(?:previous|earlier|other|first|last|same|above|initial|alternative) (?:method|approach|way|result|calculation|answer|step|formula)s?
  (?:another|a different|an alternative|alternative|different|other) (?:way|method|approach|angle|formula)(?: (?:to|of) ${anyPhrase(`
    think(?:ing)? about / look(?:ing)? at / see(?:ing)? / approach(?:ing)? / do(?:ing)? / solv(?:e|ing) / verify(?:ing)?
    check(?:ing)? / confirm(?:ing)? / calculat(?:e|ing) / comput(?:e|ing) / find(?:ing)?`)} (?:this|that|it|the)(?: (?:problem|question|equation|result|answer|sum|value))?)?`);
const ADVERBS = /[\s,]*\b(?:again|once more|instead|too|as well|alternatively)\b,?/gi;
const POINTS = new RegExp(`\\b${POINTER}\\b`, 'i');
/** Such words at an edge, where we can leave them out. */
const POINTS_AT_EDGE = new RegExp(`^${POINTER}\\b[,:]?\\s*|[\\s,]*\\b${POINTER}[.,:]?$`, 'gi');

const VERBS = `(?:${COMMON_TASKS}|${anyWord(`
  # to find out
  explore investigate search trace inspect sum estimate approximate simulate understand relate
  # to look again
  verify confirm double-check cross-check recheck review recalculate recompute reconsider validate recap summarize
  # to work on a formula
  factorize distribute maximize minimize maximise minimise scale rotate invert reduce transform cancel bound eliminate
  extract obtain split merge remove clear fix choose pick assign treat
  # to write down
  visualize plot sketch put introduce describe enumerate outline establish imagine
  # to build or to run
  build construct create initialize read load filter
  # to say
  analyze clarify rephrase reformulate generalize mention explain discuss cover address provide give include respond
  argue bring`)})`;
const IMPERATIVE = new RegExp(`^${VERBS}\\b`, 'i');
const FULL_VERB = new RegExp(`^${VERBS}$`, 'i');

/** "Check that.", "Think.": how to work, but not on what. */
const SAYS_LITTLE = new RegExp(
  `^${anyPhrase(String.raw`
    # one word
    [\x21-\u1fff]+
    # "check that", "do it carefully"
    (?:\w+[- ]?){1,2} ?(?:this|that|it|them|these|those|both|all|the same|everything|carefully|step by step|about (?:this|that|it)|what (?:this|that) (?:is|means))(?: \w+)?
    # a verb and small words
    ${anyWord('do try compute calculate check verify confirm see figure think use look maybe perhaps consider go')}(?: ${anyWord(`
      this that it about at step steps by out down through over further carefully correctly once more with of if there's
      there the to make sure be for`)})*
    # a judgement, a doubt
    (?:that|this|it) (?:seems|looks|is|feels|can't|contradicts|doesn't|would be)\b.{0,30}
    not sure.{0,40}
    hold on
    (?:(?:i|we) )?(?:now )?(?:have|get|know|had|need)(?: \w+){0,3}
    (?:make|be) sure
    # without what it is
    (?:the|this|that|our) [\w ]{1,40} (?:is|are|becomes|was)`)}$`,
  'i',
);

/** What a step says it will do, without its results; empty where nothing readable opens it. */
export function subjectOf(planned: readonly ReadLine[], worked: readonly ReadLine[]): string {
  let fallback = '';
  for (const line of planned) {
    const task = taskIn(line);
    if (task === '' || SAYS_LITTLE.test(task)) continue;
    if (IMPERATIVE.test(task)) return task;
    fallback ||= task;
  }
  if (fallback !== '') return fallback;
  for (const line of worked.slice(0, MOST_WORKED)) {
    if (line.isFormula || line.role === 'judges') continue;
    const task = tidy(taskIn(line).replace(ANY_VALUE, '').replace(AFTER_COLON, ''), LONGEST_SUBJECT);
    if (SAYS_ENOUGH.test(task) && !SAYS_LITTLE.test(task)) return task;
  }
  return '';
}

/** Three words, or a thing with its article: anything shorter is a piece of a formula or a judgement. */
const SAYS_ENOUGH =
  /^(?:the|an?|each|both|all) \p{L}{3}|(?:\S+ ){2}\S*\p{L}{3}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{4}/iu;
/** Most lines of the work itself in which we look for the subject of a step without a plan. */
const MOST_WORKED = 3;

function taskIn(line: ReadLine): string {
  let text = withoutFillers(line.head).rest.replace(/[\s.]+$/, '');
  for (let count = 0; count < 4; count++) {
    const match = WAY.exec(text) ?? LEAD.exec(text) ?? FIRST_PERSON.exec(text);
    if (!match) break;
    text = text.slice(match[0].length);
  }
  text = text
    .replace(ADVERBS, '')
    .replace(POINTS_AT_EDGE, '')
    .replace(RESULT, '')
    .replace(DANGLING, '')
    .replace(/^[\s,:;.–—-]+/, '');
  return POINTS.test(text) || /\b(?:earlier|previously)\b/i.test(text)
    ? ''
    : tidy(asOrder(text), LONGEST_SUBJECT);
}

/** "Alternatively,", "Another way to see it is". */
const WAY =
  /^(?:alternatively|similarly|likewise|in (?:summary|conclusion|short)|overall|for (?:example|instance)|(?:another|an alternative|a different|the other|one) (?:way|approach|method|idea|angle|option)(?: (?:to|of|would|could|might|is|be)\b[^,:]{0,40}?)?(?: is| would be| could be)?(?:[,:]| to\b| that\b|(?= (?:using|by|with)\b)))[\s,:]*/i;

/** Remains of a sentence after we removed words from it. */
const DANGLING =
  /(?:[\s,]+(?:with|of|to|for|by|from|in|on|about|using|via|and|or|but|the|a|an|if|then|so|there's|is|are|as|where|which|such that|so that))+[\s.:,]*$/i;

/** "To do that, I should", "Since it is a fraction, we can" */
const LEAD =
  /^(?:to|in order to|since|because|if|that|given that|for|using|by|with|once|when|after) [^,]{1,80}, (?=(?:then )?(?:i|we|let)\b)(?:then )?/i;

/** "Plugging this in" → "plug this in"; other words are unchanged. */
function asOrder(text: string): string {
  const match = /^([a-z]{2,10}?)ing\b/i.exec(text);
  if (!match) return text;
  const stem = (match[1] ?? '').toLowerCase();
  const single = stem.replace(/([bdgmnprt])\1$/, '$1');
  const verb = [stem, `${stem}e`, single].find((candidate) => FULL_VERB.test(candidate));
  return verb ? verb + text.slice(match[0].length) : text;
}

/** Cuts at a word, drops signs at the end that suggest more, and drops an open formula. */
function tidy(text: string, longest: number): string {
  let cut = text.trim();
  if (cut.length > longest) {
    const space = cut.lastIndexOf(' ', longest);
    // We cannot store half of a surrogate pair.
    cut = `${cut.slice(0, space > longest / 2 ? space : longest).replace(/[\ud800-\udbff]$/, '')}…`;
  }
  cut = cut.replace(/[\s,;:.!=+*/<>–—-]+$/, '');
  // Half a formula means nothing and renders wrongly.
  if ((cut.match(/"/g) ?? []).length % 2 === 1) cut = cut.slice(0, cut.lastIndexOf('"')).trimEnd();
  cut = cut.slice(0, openFormulaAt(cut) ?? cut.length).trimEnd();
  return /[\p{L}\d]/u.test(cut) ? cut : '';
}

/** Names and functions keep their case: `x + 1`, `tan A`. */
const capitalised = (text: string): string =>
  /^(?:[a-z](?![a-z'])|(?:sin|cos|tan|cot|log|ln|gcd|lcm|sqrt)\b)/.test(text)
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);
const ended = (text: string): string => (/[.?!…。！？]$/.test(text) ? text : `${text}.`);

/**
 * Words the task for an executor, and a line for people. `part`: the header that opens the step, if any. `before`: the
 * last subject of the steps before it, which is also the subject of a step that names none.
 */
export function wordStep(
  kind: StepKind,
  part: PartHeader | null,
  planned: readonly ReadLine[],
  worked: readonly ReadLine[],
  before = '',
): { prompt: string; description: string; subject: string } {
  const named = kind === 'part' && part ? partName(part) : '';
  // A check that names nothing checks what precedes it, not what it finds.
  const said = subjectOf(planned, kind === 'check' && planned.length > 0 ? [] : worked);
  const subject = saysWhat(said) ? said : '';
  const opening = (planned[0] ?? worked[0])?.head ?? '';
  const description = named === '' ? descriptionOf(kind, subject, opening) : partDescription(named, subject);
  return {
    prompt:
      named !== ''
        ? partPrompt(named, subject)
        : subject === ''
          ? promptAbout(kind, worked, before)
          : promptOf(kind, subject),
    subject: subject || named,
    description: tidy(description, LONGEST_DESCRIPTION) || TITLE[kind],
  };
}

/** "Case 2", "n = 3", "The second equation". */
function partName({ family, label }: PartHeader): string {
  if (family.endsWith('=')) return `${family} ${label}`;
  if (family === 'for') return `The part for ${label}`;
  if (/^(?:[a-z]|\d{1,2}|[ivx]+)$/i.test(label)) return `${capitalised(family)} ${label}`;
  return `The ${label} ${family}`;
}

function partDescription(name: string, subject: string): string {
  return subject.length > name.length + 4 ? `${name}: ${subject}` : name;
}

function partPrompt(name: string, subject: string): string {
  const part = name.startsWith('The ')
    ? name.replace('The', 'the')
    : name.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());
  if (subject.toLowerCase().includes(part.toLowerCase()) && IMPERATIVE.test(subject))
    return ended(capitalised(subject));
  const says = subject.toLowerCase().replace(/\s/g, '');
  if (subject === '' || says.length < part.length + 4) return `Work out ${part}.`;
  if (IMPERATIVE.test(subject)) return `For ${part}: ${ended(subject)}`;
  return `Work out ${part}: “${subject}”.`;
}

const NOUN_PHRASE = /^(?:the|an?|each|all|both|every)(?: \S+){1,9}$/i;
const CLAUSE =
  /\b(?:is|are|was|were|says?|can|could|will|would|has|have|gives?|becomes?|equals?|means?|must|should|seems?|states?|that|\w{3,}ed|asks|passes|meets|goes|lies|contains|starts|ends|needs|shows|connects)\b|[?]$/i;

/** The prompt of a step that does not say what it works on: its first calculation, otherwise the subject before it. */
function promptAbout(kind: StepKind, worked: readonly ReadLine[], before: string): string {
  const reckoned = firstReckoned(worked);
  if (reckoned !== '')
    return kind === 'check' ? `Check by working out ${reckoned}.` : `Work out ${reckoned}.`;
  if (before === '') return DEFAULT_PROMPT[kind];
  const quote = ended(/["“”]/.test(before) ? before : `“${before}”`);
  switch (kind) {
    case 'check':
      return `Check what was found about this: ${quote}`;
    case 'doubt':
      return `Settle what is in doubt about this: ${quote}`;
    case 'alternative':
    case 'idea':
      return `Find another way to do this: ${quote}`;
    default:
      return `Go on from this: ${quote}`;
  }
}

/** The left side of the first equation that calculates: `3 * 4` of `3 * 4 = 12`. */
function firstReckoned(worked: readonly ReadLine[]): string {
  for (const { head } of worked.slice(0, MOST_WORKED)) {
    for (const { sides } of statementsOf(head)) {
      const [first] = sides;
      if (first?.isComputation && sides.length > 1)
        return tidy(head.slice(first.start, first.end), LONGEST_SUBJECT);
    }
  }
  return '';
}

function promptOf(kind: StepKind, subject: string): string {
  if (IMPERATIVE.test(subject)) return ended(capitalised(subject));
  const quote = /["“”]/.test(subject) ? subject : `“${subject}”`;
  switch (kind) {
    case 'alternative':
    case 'idea':
      return `Work the problem out along this idea: ${ended(quote)}`;
    case 'check':
      return `Verify this: ${ended(quote)}`;
    case 'doubt':
      return `Look into this doubt and settle it: ${ended(quote)}`;
    case 'conclusion':
      return `Bring the results together: ${ended(quote)}`;
    case 'part':
      return `Work out this part: ${ended(quote)}`;
    default:
      if (NOUN_PHRASE.test(subject) && !CLAUSE.test(subject))
        return `Work out ${ended(subject.charAt(0).toLowerCase() + subject.slice(1))}`;
      return `Work this out in detail: ${ended(quote)}`;
  }
}

const DEFAULT_PROMPT: Readonly<Record<StepKind, string>> = {
  setup: 'Set the problem up as planned above.',
  work: 'Carry out the plan above.',
  part: 'Work out this part as planned above.',
  likewise: 'Do the same for this one, as planned above.',
  alternative: 'Work the problem out in the way planned above.',
  idea: 'Try the idea raised above.',
  check: 'Carry out the check planned above.',
  doubt: 'Settle the doubt raised above.',
  conclusion: 'Bring the results together.',
};

const TITLE: Readonly<Record<StepKind, string>> = {
  setup: 'Sets the problem up',
  work: 'Works on',
  part: 'One part',
  likewise: 'The same for another',
  alternative: 'Method',
  idea: 'Idea',
  check: 'Check',
  doubt: 'Doubt',
  conclusion: 'Conclusion',
};

function descriptionOf(kind: StepKind, subject: string, opening: string): string {
  if (subject === '') return kind === 'work' ? opening : TITLE[kind];
  if (kind === 'work') return capitalised(subject);
  return `${TITLE[kind]}: ${subject}`;
}
