/** A step as the authors' files have it; a part is its sentences. */
export interface AuthorsStep {
  description: string;
  plan: readonly string[];
  prompt: string;
  execution: readonly string[];
  /** Numbers of the steps it needs. */
  needs: readonly number[];
}

export interface AuthorsFiles {
  separation: string;
  inline: string;
  dag: string;
}

/** The three files that the authors' pipeline would have left: where each step's lines are, their text, what needs what. */
export function authorsFiles(steps: readonly AuthorsStep[]): AuthorsFiles {
  let next = 1;
  const linesOf = (sentences: readonly string[]): string => {
    if (sentences.length === 0) return 'Lines not found';
    const first = next;
    next += sentences.length;
    return `Lines ${first}-${next - 1}`;
  };
  const textOf = (sentences: readonly string[]): string => sentences.join(' ') || 'None';
  const separation = steps.map(({ description, plan, prompt, execution }, at) => {
    const first = next;
    const [planLines, executionLines] = [linesOf(plan), linesOf(execution)];
    return `### Component ${at + 1} (Lines ${first}-${next - 1})
- **Description:** ${description}
- **Plan:** ${planLines}
- **Prompt:** ${prompt}
- **Execution:** ${executionLines}
- **Comment:** Lines not found`;
  });
  const inline = steps.map(
    ({ description, plan, prompt, execution }, at) => `### Component ${at + 1}
<description>
${description}
</description>

<plan>
${textOf(plan)}
</plan>

<prompt>
${prompt}
</prompt>

<execution>
${textOf(execution)}
</execution>
`,
  );
  return {
    separation: separation.join('\n\n'),
    inline: inline.join('\n\n'),
    dag: JSON.stringify(Object.fromEntries(steps.map(({ needs }, at) => [String(at + 1), needs]))),
  };
}

const method = (name: string, total: string, needs: readonly number[]): AuthorsStep => ({
  description: `Counting by ${name}.`,
  plan: [`Let me count the seats by ${name} now.`],
  prompt: `Count the seats by ${name}.`,
  execution: [
    `By ${name} the first half of the hall has 84 seats in its six rows.`,
    'The second half of the hall has as many seats as the first half of it has.',
    `Both halves together are ${total} seats by ${name}, as far as I can see.`,
    `So the way by ${name} has come to its end.`,
  ],
  needs,
});

/** Setup (1), three ways that only need it (2, 3, 4), and a conclusion (5): two stages, three prompts, kept. */
export const parallelRecord = authorsFiles([
  {
    description: 'Setting up.',
    plan: ['The hall has twelve rows of fourteen seats.', 'I want to know how many seats there are.'],
    prompt: 'Set up.',
    execution: [],
    needs: [],
  },
  method('rows', '168', [1]),
  method('columns', '168', [1]),
  method('halves', '168', [1]),
  {
    description: 'Concluding.',
    plan: ['All three ways agree with each other.', 'So the hall has \\boxed{168} seats.'],
    prompt: 'Conclude.',
    execution: [],
    needs: [2, 3, 4],
  },
]);

/** One step after the other: two prompts in two stages and a conclusion, rejected for its ratio. */
export const chainRecord = authorsFiles([
  method('rows', '168', []),
  method('columns', '168', [1]),
  {
    description: 'Concluding.',
    plan: ['So the hall has \\boxed{168} seats.'],
    prompt: 'Conclude.',
    execution: [],
    needs: [2],
  },
]);
