import { LONGEST_SENTENCE } from '#lib/doctor/cues.ts';
import type { ReadLine } from './line-roles.ts';
import { withoutFillers } from './openers.ts';
import type { StepKind } from './step-kind.ts';

const LONGEST_SUBJECT = 150;
const LONGEST_DESCRIPTION = 80;

/** What opens a sentence in the first person, before the verb of its task. */
const FIRST_PERSON =
  /^(?:let me|let's|let us|(?:i|we)(?:'ll|'d like to| will| need to| should| have to| must| want to| can| could| might| am going to| are going to)|maybe (?:i|we) (?:can|should|could)|(?:the )?(?:first|next|last|final|second|third) (?:step|thing|part|task)(?: (?:now|here))?(?: is|,)? to|one (?:way|idea|approach|method|option)(?: \w+)? is to|(?:maybe |perhaps )?(?:try|trying) to|(?:the )?(?:goal|idea|plan|strategy) is to|it's (?:good|best|worth) to|just|also|now|first|then|quickly|actually|try to|start by|begin by)\s+/i;
/** Where a result may begin. */
const RESULT =
  /\s*(?:[,;:]?\s*(?:so|which (?:is|gives|means|equals|simplifies|makes|would)|giving|that gives|that's|this gives|therefore|thus|hence|and (?:get|see|we get)|=>|⇒|→)(?=\s)|(?<=[\d)\]}²³π]|\b[a-z])\s*(?:=|≈)\s*[-−([\\$√]*\d[^.]*$).*$/i;
/** Words that point at other steps: a task names none. */
const POINTS =
  /\b(?:again|once more|as (?:before|above|earlier)|(?:the )?(?:previous|earlier|other|first|last|same|above|initial|alternative) (?:method|approach|way|result|calculation|answer|step|formula)s?|both (?:methods|ways|approaches)|(?:another|a different|an alternative|alternative|different|other) (?:way|method|approach|angle|formula)(?: (?:to|of) (?:think(?:ing)? about|look(?:ing)? at|see(?:ing)?|approach(?:ing)?|do(?:ing)?|solv(?:e|ing)|verify(?:ing)?|check(?:ing)?|confirm(?:ing)?|calculat(?:e|ing)|comput(?:e|ing)|find(?:ing)?) (?:this|it|that))?|instead|too|as well|alternatively)\b[,:]?\s*/gi;

const IMPERATIVE =
  /^(?:find|compute|calculate|solve|simplify|determine|evaluate|expand|factor|factorize|substitute|plug|write|rewrite|express|set|convert|count|consider|use|apply|try|start|break|look|figure|derive|prove|show|define|denote|list|draw|visualize|add|subtract|multiply|divide|square|differentiate|integrate|isolate|rearrange|combine|compare|identify|test|check|verify|confirm|model|take|assume|recall|group|complete|double-check|cross-check|recheck|make|go|work|analyze|examine|think|label|model|note|get|see|sort|parse|implement|iterate|trace|review|recalculate|recompute|plot|sketch|reconsider|validate|put|recap|summarize|sum|cross|treat|imagine|suppose|approach|tackle|distribute|clarify|understand|do|move|proceed)\b/i;

/** What a step says it will do, without its results; empty where nothing readable opens it. */
export function subjectOf(lines: readonly ReadLine[]): string {
  let fallback = '';
  for (const line of lines) {
    const task = taskIn(line);
    if (task === '') continue;
    if (IMPERATIVE.test(task)) return task;
    fallback ||= task;
  }
  return fallback;
}

function taskIn(line: ReadLine): string {
  let text = withoutFillers(line.head.slice(0, LONGEST_SENTENCE)).rest;
  for (let count = 0; count < 4; count++) {
    const match = FIRST_PERSON.exec(text);
    if (!match) break;
    text = text.slice(match[0].length);
  }
  text = text
    .replace(POINTS, '')
    .replace(RESULT, '')
    .replace(/^[\s,:;.–—-]+/, '');
  return tidy(text, LONGEST_SUBJECT);
}

/** Cut at a word, without signs at its end that promise more, with its formulas closed. */
function tidy(text: string, longest: number): string {
  let cut = text.trim();
  if (cut.length > longest) {
    const space = cut.lastIndexOf(' ', longest);
    cut = `${cut.slice(0, space > longest / 2 ? space : longest)}…`;
  }
  cut = cut.replace(/[\s,;:.!=+*/<>–—-]+$/, '');
  // Half a formula says nothing and draws wrongly.
  const dollars = (cut.match(/\$/g) ?? []).length;
  if (dollars % 2 === 1) cut = cut.slice(0, cut.lastIndexOf('$')).trimEnd();
  for (const [open, close] of [
    ['\\(', '\\)'],
    ['\\[', '\\]'],
  ] as const) {
    const opened = cut.lastIndexOf(open);
    if (opened > cut.lastIndexOf(close)) cut = cut.slice(0, opened).trimEnd();
  }
  return /[\p{L}\d]/u.test(cut) ? cut : '';
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const ended = (text: string): string => (/[.?!…。！？]$/.test(text) ? text : `${text}.`);

/** The task for an executor, and a line for people. */
export function wordStep(
  kind: StepKind,
  lines: readonly ReadLine[],
): { prompt: string; description: string } {
  const subject = subjectOf(lines);
  return {
    prompt: promptOf(kind, subject),
    description: tidy(descriptionOf(kind, subject), LONGEST_DESCRIPTION),
  };
}

function promptOf(kind: StepKind, subject: string): string {
  if (subject === '') return DEFAULT_PROMPT[kind];
  if (IMPERATIVE.test(subject)) return ended(capitalised(subject));
  const quote = /["“”]/.test(subject) ? subject : `“${subject}”`;
  switch (kind) {
    case 'alternative':
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
      return `Work this out in detail: ${ended(quote)}`;
  }
}

const DEFAULT_PROMPT: Readonly<Record<StepKind, string>> = {
  setup: 'Set the problem up as planned above.',
  work: 'Carry out the plan above.',
  part: 'Work out this part as planned above.',
  likewise: 'Do the same for this one, as planned above.',
  alternative: 'Work the problem out in the way planned above.',
  check: 'Carry out the check planned above.',
  doubt: 'Settle the doubt raised above.',
  conclusion: 'Bring the results together.',
};

const TITLE: Readonly<Record<StepKind, string>> = {
  setup: 'Sets the problem up',
  work: 'Works on',
  part: 'One part',
  likewise: 'The same for another',
  alternative: 'Another way',
  check: 'Check',
  doubt: 'Doubt',
  conclusion: 'Conclusion',
};

function descriptionOf(kind: StepKind, subject: string): string {
  if (subject === '') return TITLE[kind];
  if (kind === 'work') return capitalised(subject);
  return `${TITLE[kind]}: ${subject}`;
}
