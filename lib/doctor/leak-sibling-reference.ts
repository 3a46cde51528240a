import type { Sentence } from '#lib/text/sentences.ts';
import type { ComputedCheck, Found } from './check.ts';
import type { BranchView, StageView } from './context-view.ts';
import { agrees, looksBack, recalls, secondWayAt, sumsUp } from './cues.ts';
import { namedTasks } from './named-tasks.ts';
import { capitalised, listed, pieceName, placeIn, quoted } from './words.ts';

export const siblingReference: ComputedCheck = {
  code: 'sibling-reference',
  kind: 'leak',
  severity: 'error',
  certainty: 'likely',
  title: 'Refers to a sibling’s work',
  description:
    'An execution names another execution or prompt of its own stage, or sums up “both methods”, “all approaches”, “the previous result” in the first stage when its own text and its plan hold no other. Its executor saw none of that: executions of a stage run beside each other.',
  example:
    '<execution_1.1> (expands) </execution_1.1> <execution_1.2> (rationalizes) </execution_1.2> <execution_1.3> Through both expanding and rationalizing we arrive at the same answer. </execution_1.3>',
  find: ({ context }) =>
    context
      .stageViews()
      .flatMap((view) =>
        view.branches.length < 2 ? [] : view.branches.flatMap((branch) => findIn(view, branch)),
      ),
};

function findIn(view: StageView, branch: BranchView): Found[] {
  const found = named(view, branch);
  // Earlier stages hold several ways that may be meant; in the first one there is nothing to look back to but siblings.
  if (view.stage.stage > 1) return found;
  const sentences = branch.math.sentences;
  const summed = summedUp(view, branch, sentences);
  return summed ? [...found, summed] : found;
}

/** "Based on execution_2.1" inside execution 2.2: each sibling once. */
function named(view: StageView, branch: BranchView): Found[] {
  const found: Found[] = [];
  const told = new Set<number>();
  const { stage } = view.stage;
  for (const task of namedTasks(branch.execution.text)) {
    if (task.stage !== stage || task.index === branch.index || told.has(task.index)) continue;
    const sibling = view.branches[task.index - 1];
    if (!sibling) continue;
    told.add(task.index);
    found.push({
      places: [placeIn(branch.execution, task), placeIn(sibling.execution)],
      explanation: `${capitalised(pieceName(branch.execution.stream))} names ${quoted(branch.execution.text.slice(task.start, task.end))}, which ran beside it.`,
      certainty: 'certain',
    });
  }
  return found;
}

/** One sentence tells the whole; the rest of the text follows from it. */
function summedUp(view: StageView, branch: BranchView, sentences: readonly Sentence[]): Found | null {
  const { text, stream } = branch.execution;
  const siblings = view.branches.filter((other) => other !== branch);
  const ownWay = secondWayAt(text);
  for (const [position, sentence] of sentences.entries()) {
    const several = sumsUp(sentence.text);
    const opening = position === 0 ? (agrees(sentence.text) ?? recalls(sentence.text)) : null;
    const cue = several ?? (opening && looksBack(sentence.text, opening) ? opening : null);
    if (!cue) continue;
    if (ownWay < sentence.start) return null;
    const meant = closest(sentence.text, siblings);
    const source = meant[0] ?? siblings[0];
    if (!source) return null;
    const names = listed(meant.map(({ execution }) => pieceName(execution.stream)));
    return {
      places: [{ stream, offset: sentence.start, end: sentence.end }, placeIn(source.execution)],
      explanation: `${capitalised(pieceName(stream))} says ${quoted(cue[0])}, but went no other way itself and was shown none. ${meant.length > 0 ? `In like words: the prompt of ${names}.` : 'Only its siblings did something of the kind.'}`,
      certainty: several ? 'likely' : 'possible',
    };
  }
  return null;
}

/** Siblings whose prompts share words with the sentence, the one that shares most first. */
function closest(sentence: string, siblings: readonly BranchView[]): BranchView[] {
  const words = stems(sentence);
  return siblings
    .map((sibling) => ({
      sibling,
      shared: [...stems(sibling.prompt?.text ?? '')].filter((stem) => words.has(stem)).length,
    }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .map(({ sibling }) => sibling);
}

/** Words by their first letters: "multiplying" and "multiply" are one. */
const stems = (text: string): Set<string> =>
  new Set(
    (
      text
        .slice(0, 2_000)
        .toLowerCase()
        .match(/[a-z]{6,}/g) ?? []
    )
      .map((word) => word.slice(0, 6))
      .filter((stem) => !COMMON.has(stem)),
  );

const COMMON = new Set([
  'result',
  'method',
  'approa',
  'verify',
  'confir',
  'consid',
  'comput',
  'calcul',
  'answer',
  'soluti',
]);
