import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { DATA_MARK, TITLE_MARK, writeHtmlPage } from '../export/html-page.ts';
import type { OpenedFile } from '../files/open-files.ts';

export const sampleQuestion = 'How many of the numbers 1 to 30 are divisible by 2 or by 5?';

export const sampleTranscript = `<Question>
${sampleQuestion}
</Question>

<think>
<Plan_1>
We count each kind by itself, then take away what was counted twice.

<prompt_1.1> Count the multiples of 2 up to 30. </prompt_1.1>
-----
The multiples of 5 are few.

<prompt_1.2> Count the multiples of 5 up to 30. </prompt_1.2>
</Plan_1>

<Execution_1>
<execution_1.1>
30 / 2 = 15, so there are 15.
</execution_1.1>

<execution_1.2>
5, 10, 15, 20, 25, 30: that makes 6, since $5 \\cdot 6 = 30$.
</execution_1.2>
</Execution_1>

<Plan_2>
Based on execution_1.1, execution_1.2:
Both counts hold the multiples of 10.

<prompt_2.1> Count the multiples of 10, and take them away from 15 + 6. </prompt_2.1>
</Plan_2>

<Execution_2>
<execution_2.1>
10, 20 and 30 are 3, and 15 + 6 - 3 = 18.
</execution_2.1>
</Execution_2>

<Final_answer>
There are $\\boxed{18}$ such numbers.
</Final_answer>
</think>
`;

export const sampleSequential = `Let me count. Of the numbers 1 to 30, half are even, so 15.
Those divisible by 5 are 5, 10, 15, 20, 25 and 30, of which 10, 20 and 30 are even already.

That leaves 5, 15 and 25: three more. So 15 + 3 = 18.
The answer is $\\boxed{18}$.
</think>
`;

const rows = [
  { id: 'divisible_30', question: sampleQuestion, answer: '18', trajectory: sampleTranscript },
  { id: 'divisible_30', question: sampleQuestion, answer: '18', trajectory: sampleSequential },
];

const chats = rows.map(({ question, trajectory }) => ({
  messages: [
    { role: 'system', content: 'Think in rounds.' },
    { role: 'user', content: question },
    { role: 'assistant', content: trajectory },
  ],
}));

const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** A cell in the notation of spreadsheets. */
export const csvCell = (text: string): string =>
  /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const table = [
  'ProblemIdx,TrueFinalAnswer,Question,ModelResponse',
  ...rows.map(({ id, answer, question, trajectory }) =>
    [id, answer, question, trajectory].map(csvCell).join(','),
  ),
].join('\r\n');

/** The player page as built, without its scripts. */
const player = `<!doctype html>\n<html lang="en">\n<head><title>${TITLE_MARK}</title></head>\n<body>\n${DATA_MARK}\n</body>\n</html>\n`;

/** One small file of each format. */
export async function sampleFiles(): Promise<readonly OpenedFile[]> {
  const log = await logFromTranscript(sampleTranscript, {
    counter: wordCounter,
    origin: { kind: 'by-hand' },
    startedAt: '2026-01-01T00:00:00.000Z',
  });
  return [
    { path: 'sprint/divisible_30.txt', text: sampleTranscript },
    { path: 'sequential/divisible_30.txt', text: sampleSequential },
    { path: 'session.jsonl', text: writeLog(log) },
    { path: 'chat.jsonl', text: lines(chats) },
    { path: 'table.jsonl', text: lines(rows) },
    { path: 'table.json', text: JSON.stringify(rows, null, 2) },
    { path: 'results.csv', text: table },
    { path: 'session.html', text: writeHtmlPage(player, log) },
  ];
}
