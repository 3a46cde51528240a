import type { Behaviour, EndpointRequest, Reply } from './behaviours.ts';
import { cutsSilently, refusesBeyond, rejects, reply } from './behaviours.ts';
import type { Respond } from './misbehaving-endpoint.ts';

/** What a scripted model writes in a session. */
export interface Script {
  /** `plan`: its text with prompt tags, without the plan's own tags; `executions`: in the order of the prompts. */
  stages: readonly { plan: string; executions: readonly string[] }[];
  answer: string;
  /** The reply to a request without rounds. Default: the answer. */
  sequential?: string;
}

export type Turn =
  | { role: 'planner'; stage: number }
  | { role: 'executor'; stage: number; index: number }
  | { role: 'answer' };

/** Whose turn it is, by the last tag of the transcript: the model continues what the request ends with. */
export function turnOf(prompt: string): Turn {
  const transcript = prompt.slice(prompt.lastIndexOf('</Question>') + 1);
  const tags = [
    ...transcript.matchAll(/<(\/?)(Plan|Execution|execution|Final_answer)(?:_(\d+)(?:\.(\d+))?)?>/g),
  ];
  const last = tags.at(-1);
  if (last?.[2] === 'Final_answer' && !last[1]) return { role: 'answer' };
  if (last?.[2] === 'execution' && !last[1]) {
    return { role: 'executor', stage: Number(last[3]), index: Number(last[4]) };
  }
  const joined = tags
    .filter(([, close, name]) => close && name === 'Execution')
    .map(([, , , stage]) => Number(stage));
  return { role: 'planner', stage: Math.max(0, ...joined) + 1 };
}

const planOf = (script: Script, stage: number): string =>
  `<Plan_${stage}>\n${script.stages[stage - 1]?.plan ?? ''}\n</Plan_${stage}>`;
const answerOf = (script: Script): string => `<Final_answer>\n${script.answer}\n</Final_answer>`;

/** What a well-behaved model writes at its turn. */
export function scriptedText(script: Script, request: EndpointRequest): string {
  const turn = turnOf(request.prompt);
  if (turn.role === 'answer') return `${script.answer}\n</Final_answer>`;
  if (turn.role === 'executor') {
    const text = script.stages[turn.stage - 1]?.executions[turn.index - 1] ?? 'Nothing to say.';
    return `${text}\n</execution_${turn.stage}.${turn.index}>`;
  }
  return turn.stage <= script.stages.length ? planOf(script, turn.stage) : answerOf(script);
}

/** A model that follows the protocol. */
export const keepsToProtocol =
  (script: Script, more: Partial<Reply> = {}): Respond =>
  (request) =>
    reply(scriptedText(script, request), more);

/** Replies with the same text to everything and ignores tags. */
export const ignoresTags =
  (text: string): Respond =>
  () =>
    reply(text);

/** Writes its own executions and further rounds up to the answer, and ignores stop strings. */
export const writesAllRounds =
  (script: Script): Respond =>
  (request) => {
    const turn = turnOf(request.prompt);
    if (turn.role !== 'planner') return reply(scriptedText(script, request), { ignoreLimits: true });
    const rounds = script.stages.slice(turn.stage - 1).map(({ executions }, index) => {
      const stage = turn.stage + index;
      const results = executions.map((text, at) => {
        const name = `execution_${stage}.${at + 1}`;
        return `<${name}>\nInvented by the planner: ${text}\n</${name}>`;
      });
      return `${planOf(script, stage)}\n<Execution_${stage}>\n${results.join('\n')}\n</Execution_${stage}>`;
    });
    return reply([...rounds, answerOf(script)].join('\n'), { ignoreLimits: true });
  };

/** Thinks until its limit is used up and writes no text. */
export const onlyThinks =
  (thinking = 'Hmm. '.repeat(20)): Respond =>
  () =>
    reply('', { thinking, finish: 'length' });

/** Puts everything that belongs in its text into its reasoning. */
export const putsTagsInReasoning =
  (script: Script): Respond =>
  (request) =>
    reply('', { thinking: scriptedText(script, request) });

/** Rejects these parameters one after the other, in OpenAI's words. */
export const picky =
  (parameters: readonly string[], respond: Respond): Respond =>
  (request) =>
    rejects(request, parameters) ?? respond(request);

/** Refuses requests that do not fit into its window. */
export const hasWindow =
  (tokens: number, respond: Respond): Respond =>
  (request) =>
    refusesBeyond(request, tokens) ?? respond(request);

/** Reads only the end of a prompt that is too long, without reporting it. */
export const forgetsTheStart =
  (tokens: number, script: Script): Respond =>
  (request) =>
    cutsSilently(request, tokens, scriptedText(script, request));

/** Behaves as `fault` returns for a request (whose `index` counts from 0); if it returns null, as `respond` does. */
export const faulty =
  (fault: (request: EndpointRequest) => Behaviour | null, respond: Respond): Respond =>
  (request) =>
    fault(request) ?? respond(request);
