/** Small traces that differ in length, structure and faults: enough for a list, its filters and its charts. */

interface GeneratedTrace {
  text: string;
  kind: 'transcript' | 'sequential';
  name: string;
  question: string;
  expected: string;
  pairId: string;
  tags: string[];
}

const subjects = ['algebra', 'geometry', 'number theory', 'counting', 'precalculus'];

/** `pairs` questions, each with a SPRINT and a sequential trace; the same for the same arguments. */
export function generateTraces(pairs: number, seed = 1): GeneratedTrace[] {
  const random = generator(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const words = (count: number, word: string) =>
    Array.from({ length: count }, (_, at) => `${word}${at % 10}`).join(' ');
  return Array.from({ length: pairs }, (_, index) => {
    const question = `Problem ${index + 1}: how many of the first ${between(20, 999)} whole numbers are divisible by ${between(3, 19)}?`;
    const answer = String(between(1, 300));
    const details = {
      question,
      expected: random() < 0.8 ? answer : `${answer}0`,
      pairId: `generated-pair-${String(index).padStart(6, '0')}`,
      tags: [subjects[index % subjects.length]!, ...(index % 7 === 0 ? ['to check'] : [])],
    };
    const stages = Array.from({ length: between(1, 5) }, (_, at) => {
      const stage = at + 1;
      const prompts = between(0, 4);
      const numbers = Array.from({ length: prompts }, (_, k) => `${stage}.${k + 1}`);
      const plan = numbers
        .map(
          (number) =>
            `${words(between(3, 20), 'think')} <prompt_${number}> ${words(5, 'task')} </prompt_${number}>`,
        )
        .join(' ');
      const executions =
        numbers
          .map((number) => `<execution_${number}> ${words(between(10, 120), 'step')} </execution_${number}>`)
          .join('\n') || 'No prompt to execute.';
      return `<Plan_${stage}> ${plan} ${words(8, 'then')} </Plan_${stage}>\n<Execution_${stage}>\n${executions}\n</Execution_${stage}>`;
    });
    return [
      {
        ...details,
        kind: 'transcript' as const,
        name: `sprint/problem_${index + 1}.txt`,
        text: `<Question> ${question} </Question>\n<think>\n${stages.join('\n')}\n<Final_answer> The answer is \\boxed{${answer}} </Final_answer>\n</think>`,
      },
      {
        ...details,
        kind: 'sequential' as const,
        name: `sequential/problem_${index + 1}.txt`,
        text: `${words(between(100, 900), 'so')}\n\nThe answer is \\boxed{${answer}}.`,
      },
    ];
  }).flat();
}

/** Uniform in [0, 1), by a 32-bit linear congruence: the same traces on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
