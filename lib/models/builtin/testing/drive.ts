import { tokenPieces } from '../model.ts';
import { replyTo } from '../reply.ts';

export interface DrivenExecution {
  stage: number;
  index: number;
  prompt: string;
  text: string;
}

export interface DrivenSession {
  /** Stages before the final answer. */
  stages: number;
  plans: string[];
  executions: DrivenExecution[];
  answer: string;
  transcript: string;
  totalTokens: number;
}

const PROMPT = /<prompt_(\d+)\.(\d+)>([\s\S]*?)<\/prompt_\1\.\2>/g;
const LIMIT = 12;

export interface DriveOptions {
  /** Returns the text that replaces an execution in the transcript: failures, another model's words. */
  replace?: (execution: DrivenExecution) => string;
  maxStages?: number;
}

/**
 * Plays a whole native session through the tags, as the orchestrator does: asks the reasoner for each plan, for each
 * execution with the context policy `paper`, and for the answer. It does not use `lib/protocol`, so it tests what the
 * reasoner reads and writes against the format, not against our own writer.
 */
export function driveSession(
  question: string,
  { replace, maxStages = LIMIT }: DriveOptions = {},
): DrivenSession {
  let transcript = `<Question>\n${question}\n</Question>\n\n<think>\n`;
  const plans: string[] = [];
  const executions: DrivenExecution[] = [];
  let totalTokens = 0;
  const ask = (context: string) => {
    const reply = replyTo(context);
    totalTokens += tokenPieces(reply).length;
    return reply;
  };
  for (let stage = 1; ; stage++) {
    const forced = stage > maxStages;
    const reply = forced ? `<Final_answer>\n${ask(`${transcript}<Final_answer>\n`)}` : ask(transcript);
    const answer = /^<Final_answer>\n([\s\S]*)\n<\/Final_answer>$/.exec(reply)?.[1];
    if (answer !== undefined)
      return { stages: stage - 1, plans, executions, answer, transcript: transcript + reply, totalTokens };
    const plan = new RegExp(`^<Plan_${stage}>\\n([\\s\\S]*)\\n</Plan_${stage}>$`).exec(reply)?.[1];
    if (plan === undefined) throw new Error(`No plan ${stage} and no answer: ${reply}`);
    plans.push(plan);
    const blocks: string[] = [];
    for (const match of plan.matchAll(PROMPT)) {
      const index = Number(match[2]);
      if (Number(match[1]) !== stage || index !== blocks.length + 1)
        throw new Error(`Misnumbered: ${match[0]}`);
      const upTo = plan.slice(0, match.index + match[0].length);
      const opening = `<execution_${stage}.${index}>\n`;
      const written = ask(
        `${transcript}<Plan_${stage}>\n${upTo}\n</Plan_${stage}>\n\n<Execution_${stage}>\n${opening}`,
      );
      const closing = `\n</execution_${stage}.${index}>`;
      if (!written.endsWith(closing)) throw new Error(`Unclosed: ${written}`);
      const execution = {
        stage,
        index,
        prompt: (match[3] ?? '').trim(),
        text: written.slice(0, -closing.length),
      };
      executions.push(execution);
      blocks.push(`${opening}${replace?.(execution) ?? execution.text}${closing}`);
    }
    transcript += `${reply}\n\n<Execution_${stage}>\n${blocks.join('\n\n')}\n</Execution_${stage}>\n\n`;
  }
}
