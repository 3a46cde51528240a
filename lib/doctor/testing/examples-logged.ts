import type { Example } from './transcript.ts';

const tidy = `<Plan_1> Halve it. <prompt_1.1> Halve 90. </prompt_1.1> </Plan_1>
<Execution_1> <execution_1.1> It is 45. </execution_1.1> </Execution_1>
<Final_answer> \\boxed{45} </Final_answer>`;
const second = `<Plan_2> Check. <prompt_2.1> Double it. </prompt_2.1> </Plan_2>
<Execution_2> <execution_2.1> It is 90. </execution_2.1> </Execution_2>`;

/** The tidy trace with one thing changed. */
const but = (from: string, to: string): string => {
  if (!tidy.includes(from)) throw new Error(`“${from}” is not in the tidy trace`);
  return tidy.replace(from, to);
};
const of = (triggers: string, nearly = tidy): Example => ({ triggers, nearly });
const execution = (text: string): string => but('It is 45.', text);

/** The parser's remarks on a document, without the codes that only a role's reply can cause. */
export const loggedExamples: Readonly<Record<string, Example>> = {
  unnumbered: of(but('<prompt_1.1>', '<prompt>'), but('<prompt_1.1>', '<prompt_01.1>')),
  misnumbered: of(but('<execution_1.1>', '<execution_1.3>'), but('<execution_1.1>', '<execution_1_1>')),
  'close-number-differs': of(but('</prompt_1.1>', '</prompt_1.2>')),
  'missing-close': of(
    but(' </execution_1.1>', ''),
    but('</execution_1.1> </Execution_1>', '</execution_1.1></Execution_1>'),
  ),
  'missing-opening': of(but('<Execution_1> ', '')),
  'repeated-opening': of(but('<Plan_1>', '<Plan_1> <Plan_1>')),
  'unclosed-prompt': of(but(' </prompt_1.1>', '')),
  'prompt-close-without-opening': of(but('Halve it.', 'Halve it. </prompt_1.1>')),
  'close-without-opening': of(but('</Plan_1>', '</Plan_1> </Plan_1>')),
  'prompt-in-execution': of(
    execution('First <prompt_1.2> halve </prompt_1.2> it.'),
    execution('First prompt 1.2, then halve.'),
  ),
  'tag-as-text': of(execution('So </Plan_1> it is 45.'), execution('So a < 45 > b.')),
  'malformed-tag': of(execution('So <prompt_i.j> is 45.'), execution('So <i.j> is 45.')),
  'stray-code-tag': of(execution('It is 45. </code>'), execution('It is <code>45</code>.')),
  'unclosed-think': of(execution('<think> Hm. It is 45.'), execution('<think> Hm. </think> It is 45.')),
  'stray-think-close': of(execution('It is </think> 45.'), execution('<think> Hm. </think> It is 45.')),
  'repeated-head': of(
    `<Question> Half of 90? </Question> <Question> Half of 90? </Question> ${tidy}`,
    `<Question> Half of 90? </Question> ${tidy}`,
  ),
  'prompts-without-execution': of(but('</Plan_1>', '<prompt_1.2> Count. </prompt_1.2> </Plan_1>')),
  'execution-without-prompt': of(
    but('</Execution_1>', '<execution_1.2> 45. </execution_1.2> </Execution_1>'),
  ),
  'execution-without-plan': of(
    but('<Final_answer>', '<Execution_2> <execution_2.1> 45. </execution_2.1> </Execution_2> <Final_answer>'),
    but('<Final_answer>', `${second} <Final_answer>`),
  ),
  'reference-not-earlier': of(
    but('Halve it.', 'Based on execution_1.1: halve it.'),
    but('<Final_answer>', `${second.replace('Check.', 'Based on execution_1.1: check.')} <Final_answer>`),
  ),
  'empty-prompt': of(but(' Halve 90. ', ' '), but(' Halve 90. ', ' ? ')),
  'stray-text': of(but('<Execution_1>', 'Let us see. <Execution_1>')),
  'text-before-tags': of(`Sure, here it is. ${tidy}`, `<Question> Sure? </Question> ${tidy}`),
  'text-after-answer': of(`${tidy} Let me know!`, `${tidy} </think>`),
  'early-answer': of(execution('It is \\boxed{45}.'), execution('It is \\boxed{}.')),
  'more-diagnostics': of(execution('</Plan_1> '.repeat(120)), execution('</Plan_1> '.repeat(90))),
};
