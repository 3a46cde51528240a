import { describe, expect, it } from 'vitest';
import { turnOf } from './chat-models.ts';

const question = '<Question>\nHow many <Plan_9> are there?\n</Question>\n<think>\n';
const round =
  '<Plan_1>\n<prompt_1.1> x </prompt_1.1>\n</Plan_1>\n<Execution_1>\n<execution_1.1>\ny\n</execution_1.1>\n</Execution_1>\n';

describe('turnOf', () => {
  it.each([
    [question, { role: 'planner', stage: 1 }],
    [`Instructions with <Plan_3> and </Execution_7>.\n${question}`, { role: 'planner', stage: 1 }],
    [`${question}${round}`, { role: 'planner', stage: 2 }],
    [`${question}${round}<Plan_2>`, { role: 'planner', stage: 2 }],
    [
      `${question}${round}<Plan_2>\n</Plan_2>\n<Execution_2>\n<execution_2.3>\n`,
      { role: 'executor', stage: 2, index: 3 },
    ],
    [`${question}${round}<Final_answer>\n`, { role: 'answer' }],
  ])('case %#', (prompt, turn) => {
    expect(turnOf(prompt)).toEqual(turn);
  });
});
