import type { Sentence } from '#lib/text/sentences.ts';
import type { ComputedCheck, Found } from '../check.ts';
import type { BranchView, StageView } from '../context-view.ts';
import { agrees, looksBack, recalls, secondWayAt, sumsUp } from '../cues.ts';
import { capitalised, listed, pieceName, placeIn, quoted } from '../words.ts';

/** Words for a result that another prompt of the stage has yet to produce; "as per the above plan" does not count. */
const DEPENDS = [
  /\b(?:previous|preceding|prior) (?:prompt|execution|task|step|sub-?task|branch|calculation|computation|result|answer)\b/i,
  /\b(?:the )?(?:first|second|third|other|last|above|remaining) (?:prompt|execution|sub-?task)s?\b/i,
  /\b(?:result|answer|value|output)s? (?:of|from|found in|obtained in) (?:the )?(?:previous|preceding|prior|above|other) (?:one|prompt|step|part|calculation)\b/i,
];

export const promptRefers: ComputedCheck = {
  code: 'prompt-refers',
  kind: 'leak',
  severity: 'warning',
  certainty: 'likely',
  title: 'Prompt refers to another prompt of its stage',
  description:
    'A prompt names another prompt or execution of the same stage, or asks for work on its result. Prompts of a stage are carried out at the same time, so the executor cannot have it: the two belong in different stages.',
  example:
    '<prompt_1.1> Find the median. </prompt_1.1> <prompt_1.2> Double the result of prompt 1.1. </prompt_1.2>',
  find: ({ context }) => context.stageViews().flatMap(refersTo),
};

function refersTo(view: StageView): Found[] {
  const { plan, stage } = view.stage;
  const found: Found[] = [];
  plan.prompts.forEach(({ index, start, end }, position) => {
    const text = plan.text.slice(start, end ?? plan.text.length);
    const named = namedTasks(text).find(
      (task) => task.stage === stage && task.index !== index && plan.prompts[task.index - 1],
    );
    // In later stages "the previous step" may refer to the stage before.
    const depends = stage === 1 && position > 0 ? dependsOn(text.slice(0, 4_000)) : null;
    const cue = named ?? (depends && { start: depends.index, end: depends.index + depends[0].length });
    if (!cue) return;
    const other = plan.prompts[(named?.index ?? position) - 1];
    found.push({
      places: [
        { stream: plan.stream, stage, index, offset: start + cue.start, end: start + cue.end },
        ...(other
          ? [
              {
                stream: plan.stream,
                stage,
                index: other.index,
                offset: other.start,
                end: other.end ?? plan.text.length,
              },
            ]
          : []),
      ],
      explanation: `${capitalised(`prompt ${stage}.${index}`)} speaks of ${quoted(text.slice(cue.start, cue.end))}; prompts of a stage run at the same time${other ? `, so what ${stage}.${other.index} brings is not there yet` : ''}.`,
      certainty: named ? 'certain' : 'likely',
    });
  });
  return found;
}

function dependsOn(text: string): RegExpExecArray | null {
  for (const pattern of DEPENDS) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return null;
}

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
        view.branches.length < 2 ? [] : view.branches.flatMap((branch) => referencesIn(view, branch)),
      ),
};

function referencesIn(view: StageView, branch: BranchView): Found[] {
  const found = named(view, branch);
  // In later stages a text may refer to one of several earlier methods; in the first stage it can only look back to
  // siblings.
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

/** One such sentence suffices; the rest of the text follows from it. */
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

/** Siblings whose prompts share words with the sentence, most shared words first. */
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

/** The first letters of words, so that "multiplying" and "multiply" are the same. */
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

/** A task named by its number, and where: "execution_1.2", "prompt 1.2". */
interface NamedTask {
  readonly stage: number;
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

const NAMED = /\b(?:execution|prompt|branch|task)s?[ _]?(\d{1,4})\.(\d{1,4})(?!\d|\.\d)/gi;

function namedTasks(text: string): NamedTask[] {
  return [...text.matchAll(NAMED)].map((match) => ({
    stage: Number(match[1]),
    index: Number(match[2]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
