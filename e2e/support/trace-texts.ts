/** Generated small traces in the formats that people import. */

export function sprintText(question: string | null, answer: string, stages = 1): string {
  const rounds = Array.from({ length: stages }, (_, index) => {
    const i = index + 1;
    return `<Plan_${i}>
Step ${i} has two parts. <prompt_${i}.1> Work out the first part. </prompt_${i}.1> and <prompt_${i}.2> Work out the second part. </prompt_${i}.2>
</Plan_${i}>
<Execution_${i}>
<execution_${i}.1> The first part of step ${i} gives ${answer}. </execution_${i}.1>
<execution_${i}.2> The second part of step ${i} agrees. </execution_${i}.2>
</Execution_${i}>`;
  });
  const head = question === null ? '' : `<Question>\n${question}\n</Question>\n\n`;
  return `${head}<think>\n${rounds.join('\n')}\n<Final_answer>\nIt is \\boxed{${answer}}.\n</Final_answer>\n</think>\n`;
}

export function sequentialText(answer: string): string {
  return `<think>\nOne part after the other. The first gives ${answer}, and so does the second.\n</think>\n\nThe answer is \\boxed{${answer}}.\n`;
}

/** Rows as used for fine-tuning, a trajectory each. */
export function chatRows(count: number, questionOf: (index: number) => string): string {
  const rows = Array.from({ length: count }, (_, index) => ({
    messages: [
      { role: 'user', content: questionOf(index) },
      { role: 'assistant', content: sprintText(null, String(index)) },
    ],
  }));
  return rows.map((row) => JSON.stringify(row)).join('\n');
}
