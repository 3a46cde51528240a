import { anyPhrase, anyWord } from '#lib/text/word-lists.ts';
import { COMMON_TASKS } from './task-verbs.ts';
/**
 * How a line opens a train of thought. `fillers` are the words before the one that counts ("Wait, but", "So, now"),
 * lower case; `rest` is the line after them.
 */
export interface Opening {
  readonly kind: OpeningKind;
  readonly fillers: readonly string[];
  readonly rest: string;
}

export type OpeningKind =
  /** Another way to the same goal. */
  | 'alternative'
  /** "Wait, maybe use symmetry", "One way is": a first way, or the next thing to try. */
  | 'idea'
  /** Re-examines a result. */
  | 'check'
  /** Combines results, or states the answer. */
  | 'conclusion'
  /** Does for another thing what the step before did for one. */
  | 'likewise'
  /** "Wait", "Hmm", "But hold on". */
  | 'doubt'
  /** The next thing to do: "Now", "Next", "Let me compute". */
  | 'next'
  /** What follows from the line before: "So", "Therefore", "Then". */
  | 'consequence'
  | 'plain';

/** Nouns for things that can be parallel parts. */
export const PART_NOUN = anyWord(`
  # of a solution
  parts? cases? possibility options? scenarios? sub-?problems? questions? statements? claims? examples? conditions?
  # of a formula
  terms? equations? factors? expressions? inequality integrals? sums? fractions? brackets? parenthes[ei]s polynomials?
  numbers? sides? hal(?:f|ves) roots? solutions? functions? digits? components? coordinates? intervals? vectors?
  # of a figure, a table, a program, a game
  regions? circles? triangles? squares? points? segments? lines? quadrants? rows? columns? loops? branch(?:es)?
  dice die distributions? pieces? groups? sets? ones?`);

const FILLERS = anyPhrase(String.raw`
  okay / ok / alright / all right / well / hm+ / oh / ah / yes / yeah / right / good / great
  so / but / and / then / therefore / thus / hence / however / also
  now / next / again / finally / lastly / (?:first|second|third)(?:ly)?(?! (?:\w+ )?${PART_NOUN}\b)
  wait / hold on / actually / just / still / anyway / maybe / perhaps
  to be sure / just to be sure / for completeness / for example / for instance / let's see / let me see`);
const FILLER = new RegExp(`^(${FILLERS})\\b(?!['’-])(?: a (?:second|minute|moment)\\b)?[\\s,.!…:;—–-]*`, 'i');
const MOST_FILLERS = 6;
/** "Before finalizing, let me confirm": the clause says when, the text after it says what. */
const WHEN = /^(?:before|after|while) (?:i |we )?\w+(?:ing|e|t|d|n)?\b[^,.:]{0,40}, (?=(?:let|i|we)\b)/i;

const WAYS =
  '(?:ways?|methods?|approach(?:es)?|angle|perspective|techniques?|formulas?|ideas?|strateg(?:y|ies))';
const ALTERNATIVE = [
  /^alternatively\b/i,
  new RegExp(`^(?:an |one |the )?(?:alternative|other|second|third|different) ${WAYS}\\b`, 'i'),
  new RegExp(`^another (?:\\w+ )?(?:${WAYS}|possibility|option|thought|way)\\b`, 'i'),
  new RegExp(
    `^(?:is|are|if|maybe|perhaps|i wonder if|(?:let me|let's|i should|we can) (?:just )?(?:see|check|think) (?:if|whether))? ?there(?:'s| is| are)? (?:also )?(?:an?|any|some)?(?:other| ?\\w* ?(?:different|alternative|other|smarter|simpler|better|easier)) (?:\\w+ )?${WAYS}`,
    'i',
  ),
  new RegExp(
    `^(?:let me|let's|let us|i (?:can|could|should|might|will)|we (?:can|could|might)) (?:also )?(?:try|use|consider|think|look|approach|solve|do|see)\\b(?! (?:this|that) (?:different|alternative|other)\\b).{0,40}\\b(?:another|different(?:ly)?|alternative|other) ?${WAYS}?`,
    'i',
  ),
  /^(?:using|with|by|via|through) (?:another|a different|an alternative|the other)\b/i,
  /^(?:method|approach|solution) (?:[2-9]|two|three|ii|b)\b/i,
  /^(?:let's|let me|we could|we can|i could|i can) (?:think|approach|look at) (?:about )?(?:it|this)(?: problem)? differently\b/i,
  /^(?:let me|let's|i'll|i will) (?:start over|begin again|try again)\b/i,
];

const ONE_WAY = /^one (?:way|idea|approach|method|strategy|possibility|option)\b/i;
/** "Wait, perhaps symmetry can help" */
const IDEA =
  /^(?:(?:i|we) (?:can|could|should) )?(?:use|using|consider|try|apply|look|think|a (?:better|smarter|simpler))\b|^(?:[\w-]+ ){1,4}(?:can|could|might|would) (?:help|work|be (?:useful|helpful|better|easier|simpler))\b/i;

const INTENT = anyPhrase(`
  let me / let's / let us / to / want to / time to
  i(?:'ll| will| should| want to| need to| can| could| must|'d like to) / we(?:'ll| will| should| need to| can| could| must)
  i think i should / maybe i should / perhaps i should / it's good to / good to / worth`);
const CHECK = [
  new RegExp(
    `^${INTENT} (?:just |quickly |also |now |first |actually |try to |please )*${anyPhrase(String.raw`
      double-? ?check / cross-?(?:check|verify) / re-?check / sanity / make sure / be sure
      verify / re-?verify / confirm / re-?confirm / validate
      re-?examine / re-?evaluate / re-?calculate / re-?compute / reconsider / retrace
      see if (?:this|that|it) (?:works|holds|makes sense|is (?:right|correct))`)}\\b`,
    'i',
  ),
  new RegExp(
    `^${INTENT} (?:just |quickly |also |now |first |actually )*(?:check|test|review|look at|go (?:through|over|back)|compute|calculate|think about|walk through|plug|substitute)\\b.{0,70}\\b(?:again|once more|back in(?:to)?|back|to (?:confirm|verify|check|be sure|make sure|be thorough|see if (?:it|this|that))|to ensure)\\b`,
    'i',
  ),
  new RegExp(
    `^${INTENT} (?:just |quickly |also |now )*(?:test (?:this|that|it|my|our|another)|check (?:(?:if|whether|that) )?(?:my|this|that|it|our|the (?:answer|result|calculation|solution|work|steps?|math|arithmetic|logic|original|factor\\w*|final)|with|by|another|each|all|both)|check (?:if|whether|for|that|there) .{0,60}\\b(?:other|any|missed|indeed|really|correct))\\b`,
    'i',
  ),
  /^(?:double-? ?checking|verifying|checking|confirming|rechecking|cross-?checking|re-?verifying|verification|check|sanity check)\b(?!-)/i,
  /^(?:as a (?:sanity )?check|just to (?:double-? ?check|verify|confirm|make sure|be (?:sure|safe|thorough|certain))|to be (?:\w+ )?(?:sure|safe|thorough|certain))\b/i,
  /^another (?:test|check|example)\b/i,
  /^(?:is (?:that|this|it) (?:right|correct)|does (?:that|this|it) (?:make sense|work|add up|seem right)|am i (?:sure|correct|right)|did i (?:make|miss|do|mess|forget)|is there (?:a|any) (?:catch|mistake|error|chance))\b/i,
  /^(?:let me|let's|i'll|i should) (?:consider|take|try|test|look at|use|think of) (?:a |an |some |another )?(?:simpler |smaller |concrete |specific |numerical )?(?:case|example|test|numbers|values?)\b/i,
  /^(?:what if|suppose) (?:i|we|someone|instead|there)\b/i,
];

/** After "wait, but": anything checked now is an earlier thought. */
const CHECKS_ANYTHING = new RegExp(
  `^${INTENT} (?:just |quickly |also )*(?:check|test|double-check|verify)\\b`,
  'i',
);

/** "Alternatively, perhaps I misread it" is not another method. */
const MISTAKE =
  /^(?:alternatively,? )?(?:maybe |perhaps )?(?:i|we|my)\b.{0,30}\b(?:made an? (?:\w+ )?(?:mistake|error|miscalculation|slip)|mis\w{3,}|(?:was|am|were|is) wrong|messed up|overlooked)\b/i;

const CONCLUSION = [
  /^(?:in (?:summary|conclusion|short|the end)|to (?:summari[sz]e|sum up|recap|conclude|wrap up)|summari[sz]ing|summary|recap(?:ping)?|conclusion|overall)\b/i,
  /^(?:putting|bringing|tying) (?:it|this|that|these|everything|them|all|the)\b/i,
  /^combin(?:e|ing) (?:all|everything|both|the|these|them|those|results?)\b/i,
  /^(?:let me|let's|i'll) (?:just )?(?:recap|summari[sz]e|put (?:it|this|everything|that) (?:all )?together|combine (?:all|everything|both|these|the results?)|wrap)\b/i,
  /^(?:both|all|either|regardless|no matter|whichever|through both|using both|by both)\b.{0,60}\b(?:methods?|ways?|approach(?:es)?|calculations|checks|same|confirm|agree)\b/i,
  /^(?:the )?(?:final |correct |overall |desired )?(?:answer|solution)\b(?: to (?:the|this) (?:problem|question))?(?: is| should| must| would| has|:|$)/i,
  /^final answer\b/i,
  /^(?:after|given|considering|with|based on) (?:all|these|this) (?:of )?(?:the |this |these )?(?:steps|checks|thinking|considerations|analysis|verification)\b/i,
  /^i(?:'m| am) (?:\w+ )?(?:confident|convinced|certain|sure) (?:that|in|about)\b/i,
];

const LIKEWISE =
  /^(?:similarly|likewise|in the same (?:way|manner|fashion)|by the same (?:logic|reasoning|argument|token)|the same (?:goes|applies|way) for|by symmetry)\b/i;

const TASKS = `(?:${COMMON_TASKS}|${anyWord(`
  factori[sz]e begin visuali[sz]e handle analy[sz]e focus place name call`)})`;
const NEXT = new RegExp(
  `^(?:let me|let's|let us|i(?:'ll| will| need to| should| have to| must)|we(?:'ll| will| need to| should| have to| must)|the (?:next|first|second|third|last|final) (?:step|part|thing|task)|to ${TASKS}|step \\d|starting (?:with|from)|looking at|going back|moving on|returning to|turning to|we want|our (?:next|goal)|${TASKS} )`,
  'i',
);

const ANY = (patterns: readonly RegExp[], text: string): boolean =>
  patterns.some((pattern) => pattern.test(text));

/** `head` as in LineView. Bounded work per line. */
export function openingOf(head: string): Opening {
  const { fillers, rest } = withoutFillers(head);
  return { kind: kindOf(head, fillers, rest), fillers, rest };
}

/** "Wait, but now let me add" → wait, but, now + "let me add". */
export function withoutFillers(head: string): { fillers: string[]; rest: string } {
  const fillers: string[] = [];
  let rest = head.replace(/^[^\p{L}\p{N}\\$([{√|+-]+/u, '');
  for (let count = 0; count < MOST_FILLERS; count++) {
    const match = FILLER.exec(rest);
    if (!match || match[0].length === rest.length) break;
    fillers.push((match[1] ?? '').toLowerCase());
    rest = rest.slice(match[0].length);
  }
  return { fillers, rest: rest.replace(WHEN, '') };
}

function kindOf(head: string, fillers: readonly string[], rest: string): OpeningKind {
  const said = (...words: string[]) => fillers.some((filler) => words.includes(filler));
  if (MISTAKE.test(rest)) return 'doubt';
  if (ANY(ALTERNATIVE, rest)) return 'alternative';
  if (said('maybe', 'perhaps') && said('wait', 'hm', 'hmm', 'or') && IDEA.test(rest)) return 'idea';
  if (ONE_WAY.test(rest)) return 'idea';
  if (said('wait', 'but', 'however') && CHECKS_ANYTHING.test(rest)) return 'check';
  if (ANY(CHECK, rest) || /^(?:just )?to be sure|^for completeness/i.test(head)) return 'check';
  if (ANY(CONCLUSION, rest)) return 'conclusion';
  if (LIKEWISE.test(rest)) return 'likewise';
  if (said('wait', 'hold on')) return 'doubt';
  if (said('now', 'next', 'first', 'firstly', 'second', 'secondly', 'third', 'thirdly', 'finally', 'lastly'))
    return 'next';
  if (NEXT.test(rest)) return 'next';
  if (/^h?m+$/.test(fillers[0] ?? '')) return 'doubt';
  if (said('so', 'therefore', 'thus', 'hence', 'then')) return 'consequence';
  return 'plain';
}
