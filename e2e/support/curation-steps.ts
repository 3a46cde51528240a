const parts: readonly { plan: [number, number]; execution: [number, number]; comment?: [number, number] }[] =
  [
    { plan: [1, 1], execution: [2, 4] },
    { plan: [6, 7], execution: [8, 10] },
    { plan: [11, 11], execution: [12, 14], comment: [15, 15] },
    { plan: [16, 16], execution: [17, 20] },
  ];

const words = (range: [number, number] | undefined) =>
  range ? `Lines ${range[0]}-${range[1]}` : 'Lines not found';

const text = (range: [number, number] | undefined) =>
  range
    ? Array.from(
        { length: range[1] - range[0] + 1 },
        (_, at) => `We look at number ${range[0] + at} here.`,
      ).join(' ')
    : '';

/**
 * The authors' files of four steps of twenty lines, one of them lost: 1 (lines 1–4), 2 (6–10, needs 1), 3 (11–15, needs
 * 1 and 2, with a comment), 4 (16–20, needs 3); each with a prompt and an execution of three lines or more.
 */
export const fourSteps = {
  question: 'What is the sum of 20 and 32?',
  expected: '52',
  answer: '52',
  settings: 'paper',
  separation: parts
    .map(
      (
        { plan, execution, comment },
        index,
      ) => `### Component ${index + 1} (Lines ${plan[0]}-${(comment ?? execution)[1]})
- **Description:** Part ${index + 1} of the sum.
- **Plan:** ${words(plan)}
- **Prompt:** Find part ${index + 1} of the sum.
- **Execution:** ${words(execution)}
- **Comment:** ${words(comment)}
`,
    )
    .join('\n'),
  inline: parts
    .map(
      ({ plan, execution, comment }, index) => `### Component ${index + 1}
<description>
Part ${index + 1} of the sum.
</description>

<plan>
${text(plan)}
</plan>

<prompt>
Find part ${index + 1} of the sum.
</prompt>

<execution>
${text(execution)}
</execution>
${comment ? `\n<comment>\n${text(comment)}\n</comment>\n` : ''}`,
    )
    .join('\n\n'),
  dag: JSON.stringify({ 1: [], 2: [1], 3: [1, 2], 4: [3] }),
} as const;
