import { describe, expect, test } from 'vitest';
import { type Alignment, align, alignRequest } from './align.ts';
import { traceLog } from './testing/traces.ts';

const alignment = async (left: string, right: string, kind: 'imported' | 'live' = 'imported') =>
  align(
    alignRequest([
      (await traceLog(left, { origin: { kind } })).state,
      (await traceLog(right, { origin: { kind } })).state,
    ]),
  );

/** The two passages of every match, with white space collapsed. */
function pairs({ matches, blocks }: Alignment): [string, string][] {
  const text = (side: 0 | 1, match: Alignment['matches'][number]): string => {
    const { stream, start, end } = match.passages[side];
    const block = blocks[side].find((one) => one.stream === stream && one.start <= start && one.end >= end);
    return (block?.text.slice(start - block.start, end - block.start) ?? '').replace(/\s+/g, ' ');
  };
  return matches.map((match) => [text(0, match), text(1, match)]);
}

const opening =
  'I am to find out how many squares of side one fit into a board of seven by nine, so the first thing is to multiply the two sides with each other.';
const first =
  'Seven times nine is seven times ten less seven, which is 70 - 7 = 63, so there would be 63 squares of side one on it.';
const second =
  'For a check I add nine squares seven times over: 9, 18, 27, 36, 45, 54, 63, and so I come to the very same number of squares again.';
const last =
  'Both ways agree with each other, the first one and the check, and therefore the number of squares that was asked for is \\boxed{63}.';

const sequential = `${opening}\n${first}\n\n${second}\n${last}`;
const curated = `<Plan_1> ${opening.replaceAll(' ', '  ')}
<prompt_1.1> Multiply them. </prompt_1.1> <prompt_1.2> Add them up. </prompt_1.2> </Plan_1>
<Execution_1> <execution_1.1> ${first} </execution_1.1> <execution_1.2> ${second} </execution_1.2> </Execution_1>
<Final_answer> ${last} </Final_answer>`;

describe('one trace curated from the other', () => {
  test('is seen by its long common passages, and every one of them is joined, white space and tags aside', async () => {
    const found = await alignment(sequential, curated);
    expect(found.kind).toBe('exact');
    expect(found.coverage).toBeGreaterThan(0.9);
    expect(pairs(found)).toEqual([opening, first, second, last].map((text) => [text, text]));
    expect(found.matches.map(({ passages }) => passages[1].stream)).toEqual([
      'plan:1',
      'execution:1.1',
      'execution:1.2',
      'answer',
    ]);
  });

  test('the same texts from two runs are no curation', async () => {
    const found = await alignment(sequential, curated, 'live');
    expect(found).toMatchObject({ kind: 'similar', independentRuns: true });
    expect(found.matches.length).toBeGreaterThan(0);
  });

  test('a passage that stands twice is used twice', async () => {
    const twice = await alignment(`${second}\n${opening}\n${second}`, `${second}\n${second}\n${opening}`);
    const rights = twice.matches.map(({ passages }) => passages[1].start);
    expect(new Set(rights).size).toBe(twice.matches.length);
    // The first copy continues into the opening, like the right text’s second copy.
    expect(twice.matches.length).toBe(2);
  });
});

describe('independent texts', () => {
  const left = `Okay, so I need to find the volume of the cone.
Let me think about it for a moment.
Its radius is 6 and its height is 14, so the volume is (1/3)*π*36*14.
Now 36*14 = 504, and a third of it is 168.
So the answer is probably 168π.`;
  const right = `<Plan_1> Let me think about it for a moment.
<prompt_1.1> Compute the product. </prompt_1.1> </Plan_1>
<Execution_1> <execution_1.1> Okay, so let me compute this now.
The product is $36 \\cdot 14 = 504$.
So the thing is done for a moment. </execution_1.1> </Execution_1>
<Final_answer> A third of 504 is 168. </Final_answer>`;

  test('are joined where they share rare numbers and formulas, in whatever notation', async () => {
    const found = await alignment(left, right);
    expect(found.kind).toBe('similar');
    expect(pairs(found)).toContainEqual([
      'Now 36*14 = 504, and a third of it is 168.',
      'The product is $36 \\cdot 14 = 504$.',
    ]);
    expect(found.matches[0]?.shared).toContain('36*14=504');
  });

  test('filler joins nothing', async () => {
    const joined = pairs(await alignment(left, right)).flat();
    expect(joined).not.toContain('Let me think about it for a moment.');
  });

  test('texts about different things have no match', async () => {
    const found = await alignment(
      'The cat sat on the mat.\nIt was a warm day.',
      'Prices rose by 4 percent in May.',
    );
    expect(found.matches).toEqual([]);
  });
});

test('ten thousand sentences are aligned without looking at every pair', async () => {
  const sentence = (at: number) => `The value of item ${at} is ${at * 7} and the next one follows.`;
  const text = Array.from({ length: 5000 }, (_, at) => sentence(at + 1000)).join('\n');
  const found = await alignment(text, text.split('\n').reverse().join('\n'));
  expect(found.matches.length).toBeGreaterThan(1000);
}, 20_000);
