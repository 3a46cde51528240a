import { evaluates } from './evaluation.ts';
import type { ReadLine } from './line-roles.ts';
import type { PartHeader } from './parallel-parts.ts';
import type { ReadSource } from './read-source.ts';

/**
 * How strongly a line suggests a new step, by its opening and by what precedes it: in the middle of a paragraph, on a
 * new line, after a blank line. Chosen by reading published traces of R1-like models next to the resulting steps.
 */
const STRENGTH: Readonly<Record<ReadLine['opening']['kind'], readonly [number, number, number]>> = {
  alternative: [7, 8, 9],
  idea: [0.5, 2.5, 6],
  check: [6, 8, 9],
  conclusion: [2, 4, 6],
  likewise: [0.5, 1.5, 3],
  doubt: [0.5, 2, 4.5],
  next: [1.5, 2.5, 5.5],
  consequence: [0, 0, 2.5],
  plain: [0, 0, 1],
};
const PART = 8;
/** A line that belongs to the one before it: a formula, an item, a judgement, text that a colon introduced. */
const BELONGS = -6;
/** If a smaller share of lines opens with a known word, the text is in another style or language: paragraphs count. */
const LEAST_OPENED = 0.15;
const PARAGRAPH = 4.5;
/** After a line that announces the next one. */
const LEADS_ON = -4;
/** Lines in which a check may announce itself again. */
const ONE_CHECK = 3;
/** The cost of each step, so that a cut needs a reason. */
const STEP_COST = 3;
/** Most lines of a step; a longer stretch without any reason to cut is cut there. */
const WINDOW = 60;
/** In lines; a formula on its own counts as less than one. */
const SHORT = 4;
/** Lines that introduce the problem in a trace of three dozen or more: its first sentence alone is not a step. */
const SETUP = 3;
const FORMULA = 0.7;
const SHORT_COST = 2;
const LONG_COST = 0.35;

/**
 * First lines of the steps, from 0, ascending; empty without lines. Chooses the cuts with the largest sum of strengths,
 * minus the costs of short, long and many steps. Each line looks back over one window: linear in the lines.
 */
export function cutIntoSteps({ lines, parts }: ReadSource): number[] {
  const strengths = strengthsOf(lines, parts);
  const sizes = [0];
  const counts = [0];
  for (const line of lines) {
    sizes.push((sizes.at(-1) ?? 0) + sizeOf(line));
    counts.push((counts.at(-1) ?? 0) + (line.isFormula ? FORMULA : 1));
  }
  // Longer traces get longer steps: about twenty steps, then about one for each 20 lines.
  const long = Math.min(20, Math.max(10, (sizes.at(-1) ?? 0) / 12));

  const leastSetup = Math.min(SETUP, (counts.at(-1) ?? 0) / 12);

  const best = new Float64Array(lines.length + 1).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(lines.length + 1);
  best[0] = 0;
  for (let end = 1; end <= lines.length; end++) {
    for (let start = Math.max(0, end - WINDOW); start < end; start++) {
      const size = (sizes[end] ?? 0) - (sizes[start] ?? 0);
      const count = (counts[end] ?? 0) - (counts[start] ?? 0);
      const least = end === lines.length ? 0 : start === 0 ? leastSetup : SHORT;
      const short = Math.max(0, least - count) * SHORT_COST;
      const cost = STEP_COST + short + Math.max(0, size - long) * LONG_COST;
      const value = (best[start] ?? 0) + (strengths[start] ?? 0) - cost;
      if (value > (best[end] ?? 0)) {
        best[end] = value;
        from[end] = start;
      }
    }
  }
  const starts: number[] = [];
  for (let at = lines.length; at > 0; ) {
    at = from[at] ?? 0;
    starts.push(at);
  }
  return starts.reverse();
}

/** What a line adds to the length of a step, in sentences of usual length. */
const sizeOf = ({ length }: ReadLine): number => Math.min(3, Math.max(0.5, length / 70));

function strengthsOf(lines: readonly ReadLine[], parts: ReadonlyMap<number, PartHeader>): Float64Array {
  const strengths = new Float64Array(lines.length);
  let setsUp = true;
  let lastCheck = Number.NEGATIVE_INFINITY;
  const said = lines.filter(({ isFormula, isItem, role }) => !isFormula && !isItem && role !== 'judges');
  const opened = said.filter(({ opening }) => opening.kind !== 'plain').length;
  const isPlain = opened < said.length * LEAST_OPENED;
  lines.forEach((line, index) => {
    if (index === 0) return;
    const before = lines[index - 1];
    let strength = STRENGTH[onItsWay(line) ? 'consequence' : line.opening.kind][line.gap];
    if (isPlain && line.gap === 2) strength = Math.max(strength, PARAGRAPH);
    if (parts.has(index)) strength = PART;
    else if (line.isItem || line.isCode || line.isFormula || line.role === 'judges')
      strength = Math.min(strength, BELONGS);
    if (before && leadsOn(before, line.gap) && !parts.has(index)) strength += LEADS_ON;
    if (before?.introduces && line.opening.kind !== 'alternative') strength += BELONGS;
    if (!parts.has(index) && /^[a-zà-ÿ)\],;]/.test(line.head)) strength += BELONGS;
    // A calculation stays with its result.
    const isOther = parts.has(index) || line.opening.kind === 'alternative';
    if (before && !isOther && (evaluates(line, before) || goesOnWithEquals(line, lines[index + 1])))
      strength = Math.min(strength, BELONGS);
    // The statement of the problem ends where the writer begins to work on it.
    if (setsUp && !isSetting(line)) {
      setsUp = false;
      strength = Math.max(strength, 5);
    }
    // If the writer doubts an answer at once, it belongs to the step that found it.
    if (line.opening.kind === 'conclusion' && isDoubted(lines[index + 1])) strength = Math.min(strength, 1);
    if (isFinal(lines, index)) strength = Math.max(strength, 7);
    // "Let me double-check. Let me verify the division again." is one check.
    if (line.opening.kind === 'check') {
      if (index - lastCheck <= ONE_CHECK) strength = Math.min(strength, 0);
      else lastCheck = index;
    }
    strengths[index] = strength;
  });
  openWithWhatLeadsThere(lines, parts, strengths);
  return strengths;
}

/** "Wait. Let me check each. First part: …": we cut once, before the doubt. */
function openWithWhatLeadsThere(
  lines: readonly ReadLine[],
  parts: ReadonlyMap<number, PartHeader>,
  strengths: Float64Array,
): void {
  for (let index = lines.length - 1; index > 1; index--) {
    const line = lines[index];
    const before = lines[index - 1];
    if (!line || !before || before.role === 'works') continue;
    const { kind } = line.opening;
    const isDoubted =
      before.opening.kind === 'doubt' && line.gap < 2 && (kind === 'check' || kind === 'alternative');
    const isAnnounced = before.opening.kind === 'check' && parts.has(index);
    if (!isDoubted && !isAnnounced) continue;
    strengths[index - 1] = Math.max(strengths[index - 1] ?? 0, strengths[index] ?? 0);
    strengths[index] = Math.min(strengths[index] ?? 0, 0);
  }
}

/** "Substitute the coefficients:" and then "= 1/64 + …": the left side comes before the colon. */
const goesOnWithEquals = (line: ReadLine, next: ReadLine | undefined): boolean =>
  line.introduces && next !== undefined && /^[$\\[(\s]*(?:=|≈|&=)/.test(next.head);

/** "Add to the next coefficient: 5 + 1 = 6": a move within a calculation, not a task of its own. */
const onItsWay = ({ opening, computes, isItem }: ReadLine): boolean =>
  opening.kind === 'next' &&
  (computes || isItem) &&
  opening.fillers.length === 0 &&
  !INTENDS.test(opening.rest);
const INTENDS = /^(?:let|i|we|to|the|step|our)\b/i;

const leadsOn = ({ role, opening: { kind } }: ReadLine, gap: number): boolean =>
  role === 'announces' && (kind === 'check' || (gap < 2 && (kind === 'next' || kind === 'alternative')));

const SETTING =
  /\b(?:problem|question|given|asks?|asked|asking|tells? (?:us|me)|states?|(?:i|we) (?:need|have|want|am|are) (?:to|this|that|an?|two|three|some|asked|given)|provided|the task|trying to|supposed to|where|let's see|step by step|understand|tackle|dive|express|form)\b/i;

/** At the start of a trace: the line states the problem. */
const isSetting = (line: ReadLine): boolean =>
  line.gap < 2 &&
  !line.computes &&
  !/\b(?:first|start by|begin|remember|recall|one way)\b/i.test(line.head.slice(0, 80)) &&
  (line.opening.kind === 'plain' ||
    line.opening.kind === 'consequence' ||
    SETTING.test(line.head) ||
    line.role === 'announces');

/** Whether the lines that state the answer, at the end of the trace, begin here. */
function isFinal(lines: readonly ReadLine[], index: number): boolean {
  if (index < lines.length - 4 || !closes(lines[index])) return false;
  return !closes(lines[index - 1]);
}

const isDoubted = (next: ReadLine | undefined): boolean =>
  next !== undefined && next.gap < 2 && (next.opening.kind === 'check' || next.opening.kind === 'doubt');

const closes = (line: ReadLine | undefined): boolean =>
  line !== undefined && (line.isBoxed || line.opening.kind === 'conclusion');
