import { createParser } from '#lib/protocol/parser/parser.ts';
import type { ParserStart } from '../lib/protocol/events.ts';

/**
 * Time to parse 10 MB of tidy and of hostile text, cut into chunks as from a stream and into single characters: `node
 * bench/parser.ts`. The target is 1 s for each (linear time, SPEC.md [P3]). Measures the processor time of the process,
 * including garbage collection: on an idle machine the clock shows the same, on a busy one several times as much.
 */
const SIZE = 10_000_000;
const DOCUMENT: ParserStart = { at: 'document' };

function round(stage: number): string {
  const executions = [1, 2, 3]
    .map(
      (j) =>
        `<execution_${stage}.${j}>\n${'Let x < 3, so $a_1 = 5$ and f(x) = x^2. '.repeat(30)}\n</execution_${stage}.${j}>`,
    )
    .join('\n\n');
  const prompts = [1, 2, 3].map((j) => `<prompt_${stage}.${j}> Work out part ${j}. </prompt_${stage}.${j}>`);
  return (
    `<Plan_${stage}>\nBased on execution_${Math.max(1, stage - 1)}.1:\n${'The next step is clear. '.repeat(20)}\n` +
    `${prompts.join('\n-----\n')}\n</Plan_${stage}>\n\n<Execution_${stage}>\n${executions}\n</Execution_${stage}>\n\n`
  );
}

function tidy(): string {
  const rounds: string[] = [];
  for (let size = 0, stage = 1; size < SIZE; stage++) {
    const text = round(stage);
    rounds.push(text);
    size += text.length;
  }
  return `<Question>\nWhat?\n</Question>\n<think>\n${rounds.join('')}<Final_answer>\n\\boxed{1}\n</Final_answer>\n</think>`;
}

const fill = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length));
const inPlan = (text: string): string => `<Plan_1>a${text}`;

const inputs: readonly (readonly [name: string, text: string, start?: ParserStart])[] = [
  ['tidy transcript', tidy()],
  ['plain text', fill('The quick brown fox jumps over the lazy dog. ')],
  ['<', inPlan(fill('<'))],
  ['<prompt_', inPlan(fill('<prompt_'))],
  ['<prompt_1.1 and blanks', inPlan(fill(`<prompt_1.1${' '.repeat(52)}`))],
  ['white space', inPlan(fill(' '))],
  ['white space, broken each 4,097', inPlan(fill(`${' '.repeat(4096)}a`))],
  ['unclosed <prompt_1.1>', inPlan(fill('<prompt_1.1>'))],
  ['unclosed <Plan_1>', fill('<Plan_1>')],
  ['unclosed <execution_1.1>', fill('<execution_1.1>')],
  ['</prompt_1.1>', inPlan(fill('</prompt_1.1>'))],
  ['<think>', fill('<think>')],
  ['execution_', inPlan(fill('execution_'))],
  ['execution_1.1 (references)', inPlan(fill('execution_1.1 '))],
  ['exexexe', inPlan(fill('ex'))],
  ['\\boxed{}', inPlan(fill('\\boxed{}'))],
  ['lone surrogates', inPlan(fill('\ud800'))],
  [
    "tags in an executor's reply",
    fill('<prompt_1.1>x</prompt_1.1>'),
    { at: 'execution', stage: 1, index: 1 },
  ],
];

function measure(text: string, chunkSize: number, start: ParserStart): number {
  const parser = createParser(start, () => {});
  const before = process.cpuUsage();
  for (let i = 0; i < text.length; i += chunkSize) parser.feed(text.slice(i, i + chunkSize));
  parser.end('complete');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

console.log(
  `${'input (10 MB)'.padEnd(34)}${['whole', '64 KB', '4 chars', '1 char'].map((t) => t.padStart(12)).join('')}   (ms of CPU; MB/s of the slowest)`,
);
for (const [name, text, start = DOCUMENT] of inputs) {
  const results = [text.length, 65_536, 4, 1].map((size) => measure(text, size, start));
  const slowest = Math.max(...results);
  const cells = results.map((ms) => ms.toFixed(0).padStart(12)).join('');
  console.log(`${name.padEnd(34)}${cells}   ${(text.length / 1000 / slowest).toFixed(0)} MB/s`);
}
