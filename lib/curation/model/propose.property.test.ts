import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import type { SourceLines, Step } from '#lib/contract/curation-record.ts';
import { firstLineOf } from '../edits/draft-steps.ts';
import { propose } from '../propose/propose.ts';
import { segment } from '../segment.ts';
import { coverage } from '../source-text.ts';
import { proposalFaults } from '../testing/proposal-faults.ts';
import { decompositions, stepOf } from '../testing/random-edits.ts';
import { createAnsweringModel, proposerWith, type ScriptedAnswer } from './testing/answering-model.ts';
import { badDependencyAnswers } from './testing/bad-dependency-answers.ts';
import { badStepsAnswers } from './testing/bad-steps-answers.ts';
import { tank, tankDependencies, tankSteps } from './testing/tank.ts';

/** Pieces of real answers, so that random texts resemble answers. */
const pieces = fc.constantFrom(
  'STEP 1: x\n',
  'Step 2 (Lines 3-9)\n',
  '### Component 3\n',
  '7. Then\n',
  'plan: ',
  '- **Execution:** ',
  'prompt: do it\n',
  'comment: ',
  'lines: ',
  '1-3',
  '9–4',
  '12',
  '0',
  '14-999999999999',
  'none\n',
  ', ',
  ' | ',
  '\n',
  '\n\n',
  '```json\n',
  '[',
  ']',
  '{',
  '}',
  '"',
  ': ',
  '"plan": [1, 3]',
  '"execution": "4-8"',
  '"1": [2]',
  '"4": [1, 3]',
  '2: 1\n',
  '<think>',
  '</think>',
  '\\',
  'END\n',
);

const answers: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.json(),
  // A good or bad answer with a piece missing or doubled.
  fc
    .tuple(
      fc.constantFrom(
        tankSteps,
        tankDependencies,
        ...[...badStepsAnswers, ...badDependencyAnswers].map(({ answer }) => answer.text ?? ''),
      ),
      fc.nat(400),
      fc.nat(60),
      fc.boolean(),
    )
    .map(([text, at, length, twice]) =>
      twice ? text.slice(0, at + length) + text.slice(at) : text.slice(0, at) + text.slice(at + length),
    ),
  // JSON of the right kind with any numbers in it.
  fc
    .array(
      fc.record({
        description: fc.string(),
        plan: fc.oneof(fc.integer(), fc.array(fc.nat(30)), fc.string(), fc.constant(null)),
        execution: fc.oneof(fc.array(fc.nat(20), { minLength: 2, maxLength: 2 }), fc.jsonValue()),
      }),
    )
    .map((steps) => JSON.stringify({ steps })),
);

const scripted: fc.Arbitrary<ScriptedAnswer> = fc.record({
  text: answers,
  thinking: fc.oneof(fc.constant(''), answers),
  reason: fc.constantFrom('stop', 'length', 'other', 'content-filter'),
});

const sources = fc.oneof(
  fc.constant(tank),
  fc
    .array(fc.constantFrom('So it is.', 'Wait, no.', 'Then 3 + 4 = 7.', 'Alternatively, count.'), {
      maxLength: 30,
    })
    .map((lines) => segment(lines.join('\n'))),
);

describe('whatever a model answers', () => {
  it('[P] the proposal is a sound decomposition with every line in exactly one step', async () => {
    await fc.assert(
      fc.asyncProperty(
        sources,
        fc.array(scripted, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('native' as const, 'prompted' as const),
        async (source, script, mode) => {
          const model = createAnsweringModel((_, call) => script[(call - 1) % script.length] ?? '');
          const { decomposition, diagnostics } = await propose({
            source,
            question: null,
            proposer: proposerWith(model, { mode }),
            signal: new AbortController().signal,
          });
          expect(proposalFaults(source, decomposition)).toEqual([]);
          expect(coverage(source, decomposition.steps)).toEqual({ lost: [], twice: [] });
          for (const { prompt, execution, description } of decomposition.steps) {
            expect(description).not.toBe('');
            if (execution.length > 0) expect(prompt).not.toBe('');
          }
          expect(diagnostics.length).toBeLessThan(400);
        },
      ),
      { numRuns: propertyRuns() },
    );
  }, 60_000);

  it('[P] steps written in the form that is asked for are read as they were', async () => {
    await fc.assert(
      fc.asyncProperty(decompositions, async ({ source, decomposition }) => {
        const covered = withAllLines(source, decomposition.steps);
        const model = createAnsweringModel(() => ({ text: written(covered) }));
        const proposal = await propose({
          source,
          question: null,
          proposer: proposerWith(model),
          parentsProposer: { kind: 'rules' },
          signal: new AbortController().signal,
        });
        expect(proposal.diagnostics).toEqual([]);
        expect(proposal.decomposition.steps).toEqual(covered);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

/** Makes lost lines steps of their own, and gives each step the texts that a model has to write for it. */
function withAllLines(source: SourceLines, steps: readonly Step[]): Step[] {
  const lost = coverage(source, steps).lost.map((range) => stepOf('', { plan: [range.first, range.last] }));
  return [...steps, ...lost]
    .sort((a, b) => (firstLineOf(a) ?? 0) - (firstLineOf(b) ?? 0))
    .map((step, index) => ({
      ...step,
      id: `s${index + 1}`,
      description: `What step ${index + 1} does: \\frac{1}{${index}}`,
      prompt: step.execution.length > 0 ? 'Find $|x| | y$, as in line 3: 4-5; then {"plan": [1, 2]}.' : '',
    }));
}

function written(steps: readonly Step[]): string {
  const ranges = (own: Step['plan']) =>
    own.map(({ first, last }) => (first === last ? first : `${first}-${last}`));
  return steps
    .map((step, index) =>
      [
        `STEP ${index + 1}: ${step.description}`,
        ...(step.plan.length > 0 ? [`plan: ${ranges(step.plan).join(', ')}`] : []),
        ...(step.prompt ? [`prompt: ${step.prompt}`] : []),
        ...(step.execution.length > 0 ? [`execution: ${ranges(step.execution).join(', ')}`] : []),
        ...(step.comment.length > 0 ? [`comment: ${ranges(step.comment).join(', ')}`] : []),
      ].join('\n'),
    )
    .join('\n\n');
}
