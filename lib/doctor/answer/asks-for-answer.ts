import { boxedAnswers } from '#lib/answers/extract-answer.ts';
import { spansOf } from '#lib/text/spans.ts';
import { anyPhrase, anyWord } from '#lib/text/word-lists.ts';
import { allPieces, spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';

/**
 * Whether a question asks for an answer that we can check (a number, an expression, a choice, a name), or for a text (a
 * speech, code, a proof), which no box could hold. `unknown`: the question suggests neither, or both.
 */
export type Asked = 'answer' | 'text' | 'unknown';

/** A longer question is an article with a task before or after it: we read its two ends. */
const LONGEST = 4_000;

const WRITTEN = anyPhrase(`
  # to be read or heard
  speech / essay / letter / e-?mail / message / cover letter / biography / obituary / toast / eulogy / joke
  poem / haiku / limerick / sonnet / song / lyrics / story / tale / dialogue / scene / script / screenplay
  article / blog / post / tweet / report / review / summary / abstract / paragraph / note / advertisement / slogan
  # to be followed
  outline / agenda / plan / proposal / description / explanation / tutorial / guide / recipe / itinerary
  argument / proof
  # to be run
  program / code / class / module / snippet / regex / regular expression / unit tests? / test suite / web ?page
  website / html / css / sql / api / app / application / component / dockerfile / makefile`);
const LANGUAGE =
  'python|javascript|typescript|java|c\\+\\+|c#|golang|rust|ruby|php|kotlin|swift|haskell|bash|shell|sql|html|css|react|node(?:\\.js)?';

/** A request for a text, by its verb and the verb's object. Bounded repetitions: linear. */
const textRequests: readonly RegExp[] = [
  // "Write a farewell speech", "give a detailed proof", "draft a one-week plan"
  new RegExp(
    `\\b(?:write|compose|draft|create|prepare|produce|give|provide|make|design|develop|build|generate)\\b[^.?!\\n]{0,60}?\\b${WRITTEN}\\b`,
    'i',
  ),
  // "Write a Python function", "a TypeScript class that"
  new RegExp(
    `\\b(?:${LANGUAGE})\\b[^.?!\\n]{0,30}\\b(?:function|method|class|program|script|code|query)\\b`,
    'i',
  ),
  // The question gives code to work on.
  /\b(?:implement|refactor|debug|rewrite|corrected version|fix (?:the|this|it|every|all|any))\b/i,
  /(?:^|[.!?:\n]\s{0,5})(?:please )?(?:summari[sz]e|translate|paraphrase|rephrase|proofread|brainstorm|prove|disprove|show that)\b/i,
];

const QUANTITY = anyWord(`
  # of numbers
  half third quarter double value number sum difference product quotient remainder ratio fraction percent(?:age)?
  digit factor divisor multiple order
  # of figures
  area volume perimeter circumference length width height depth distance radius diameter angle measure degree slope
  vertex center centre coordinates? intercept point direction
  # of chance and data
  probability chance mean average median mode range maximum minimum greatest least largest smallest total
  # of money, time and things
  rate cost price profit time speed age weight mass
  # of formulas
  coefficient constant term root solution equation expression function polynomial interval domain period amplitude
  determinant inverse derivative integral limit matrix vector
  # in words
  answer result capital name year date colou?r`);
/** Mathematics in a question: a formula, or a relation between numbers. */
const FORMULA = /\\[([]|\\[a-z]{3,}|\d\s{0,3}[-+*/×÷=^−]\s{0,3}\d|\b[a-z]\s{0,2}[=^]/i;

const answerRequests: readonly RegExp[] = [
  /\\boxed\b|\b(?:final|correct) answer\b|\byour answer\b/i,
  /\bhow (?:many|much|far|long|old|often|tall|high|wide|deep|fast|heavy|big|large)\b/i,
  // "What is the value", "what fraction", "what are the two smallest roots"
  new RegExp(
    `\\b(?:what|which|find|determine|compute|calculate|give|state|name|identify)\\b[^.?!\\n]{0,80}?\\b${QUANTITY}s?\\b`,
    'i',
  ),
  /\b(?:which|who|whose|whom)\b(?![^.?!\n]{0,80}\bshould\b)[^.!\n]{0,300}\?/i,
  /\bwhat (?:is|are|does|do)\b[^.?!\n]{0,40}\d/i,
  // "Is 91 prime?"
  /(?:^|[.!?\n]\s{0,5})(?:is|are|does|do|can)\b[^.?!\n]{0,200}\d[^.?!\n]{0,200}\?/i,
  /\b(?:as an? (?:common |mixed |improper |exact |simplified )?(?:fraction|decimal|percent(?:age)?|number|integer|ratio|interval)|in (?:simplest|lowest) (?:form|terms)|in terms of|to the nearest|rounded to|in (?:degrees|radians)|correct to)\b/i,
  // A choice: (A) … (B) …, or lines A. and B.
  /\(A\)[\s\S]{1,1500}\(B\)|(?:^|\n)\s{0,4}A[.):][\s\S]{1,1500}\n\s{0,4}B[.):]/,
  /\b(?:true or false|yes or no)\b/i,
  // A puzzle with numbers: "Use 3, 5, 7 and 11 to make 45."
  /\b(?:use|using|from)\b[^.?!\n]{0,200}\d[^.?!\n]{0,200}\b(?:make|reach|get|obtain|form)\b[^.?!\n]{0,40}\d/i,
  /\b(?:make|reach|get|obtain|form) -?\d[^.?!\n]{0,80}\b(?:from|with|using|out of)\b[^.?!\n]{0,80}\d/i,
];

/** Verbs of calculation ask for an answer if the question also contains mathematics. */
const WORK_OUT =
  /\b(?:find|compute|calculate|evaluate|solve|simplify|determine|express|factor(?:i[sz]e)?|expand|convert|round|estimate|count|differentiate|integrate|rationali[sz]e|what (?:is|are|does|do)|is|are|does)\b/i;

const holdsFormula = (text: string): boolean => spansOf(text).some(({ kind }) => kind === 'mathematics');

/** What a question asks for, judged by its words alone. Linear in the question. */
export function askedFor(question: string): Asked {
  const read =
    question.length > LONGEST
      ? `${question.slice(0, LONGEST / 2)}\n${question.slice(-LONGEST / 2)}`
      : question;
  // Code is the subject of a question; its words request nothing.
  const words = read.replace(/```[\s\S]*?(?:```|$)/g, ' ');
  const forText = textRequests.some((pattern) => pattern.test(words));
  const forAnswer =
    answerRequests.some((pattern) => pattern.test(words)) ||
    (WORK_OUT.test(words) && (FORMULA.test(words) || holdsFormula(words)));
  if (forText === forAnswer) return 'unknown';
  return forText ? 'text' : 'answer';
}

/** If the question leaves it open, a text that calls something its answer decides. */
const NAMES_ANSWER = /\b(?:answer|solution|result)\b[*_\s]{0,4}(?:is|are|:|=|equals|would be|must be)/i;

/**
 * Whether a trace owes a readable answer: its question asks for one, or, if the question leaves that open, its own
 * words indicate one (a box, “the answer is”). A text of code owes none.
 */
export function traceOwesAnswer(state: TraceState): boolean {
  const asked = askedFor(state.session?.question ?? '');
  if (asked !== 'unknown') return asked === 'answer';
  if (allPieces(state).some((piece) => boxedAnswers(spokenText(piece)).length > 0)) return true;
  const final = state.answer ?? state.thought;
  const end = final ? spokenText(final).slice(-1_200) : '';
  return NAMES_ANSWER.test(end) && !end.includes('```');
}
