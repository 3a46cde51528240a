import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { parseCountdown } from '#lib/answers/countdown-question.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import { decide } from './decide.ts';
import { findingsIn } from './findings.ts';
import { sayAnswer } from './say-answer.ts';
import { sayExecution, sayUnknownTask } from './say-execution.ts';
import { sayPlan } from './say-plan.ts';
import { saySequence } from './say-sequence.ts';
import { readTask } from './tasks.ts';
import { readTranscript, restOf, type Transcript } from './transcript.ts';

/**
 * The reasoner's reply to a context: a pure function. Like a model, it reads everything it knows from the context. The
 * reply continues the transcript, closing tags included.
 * @param context the raw prompt, or a chat's messages without the system message.
 * @param instructions a chat's system message, if there is one.
 */
export function replyTo(context: string, instructions = ''): string {
  const transcript = readTranscript(context, instructions);
  const puzzle = parseCountdown(transcript.question);
  const { position } = transcript;
  switch (position.kind) {
    case 'thought':
      return puzzle ? saySequence(puzzle) : elsewhere;
    case 'execution': {
      const full = `${execution(puzzle, position.prompt)}\n</execution_${position.stage}.${position.index}>`;
      return restOf(full, position.said);
    }
    case 'answer':
      return restOf(`${answer(puzzle, transcript)}\n</Final_answer>`, position.said);
    case 'plan':
      return planner(puzzle, transcript, position.stage, position.opened ? position.said : null);
    default:
      return assertUnreachable(position);
  }
}

function execution(puzzle: CountdownPuzzle | null, prompt: string | null): string {
  const task = prompt === null ? null : readTask(prompt);
  if (puzzle && task) return sayExecution(puzzle, task);
  return puzzle ? sayUnknownTask(puzzle, prompt ?? '') : elsewhere;
}

function answer(puzzle: CountdownPuzzle | null, transcript: Transcript): string {
  return puzzle ? sayAnswer(puzzle, decide(puzzle, findingsIn(puzzle, transcript))) : elsewhere;
}

/** `said`: the text that the plan already holds; null if its opening tag is still to be written. */
function planner(
  puzzle: CountdownPuzzle | null,
  transcript: Transcript,
  stage: number,
  said: string | null,
): string {
  const finished = (text: string) => `<Final_answer>\n${text}\n</Final_answer>`;
  if (!puzzle) return finished(elsewhere);
  const findings = findingsIn(puzzle, transcript);
  const move = decide(puzzle, findings);
  switch (move.kind) {
    case 'survey':
    case 'pursue':
    case 'sweep':
    case 'widen':
    case 'verify': {
      const text = `${sayPlan(puzzle, stage, move, findings)}\n</Plan_${stage}>`;
      return said === null ? `<Plan_${stage}>\n${text}` : restOf(text, said);
    }
    case 'given':
    case 'answer':
    case 'no-solution':
    case 'open':
      // At this point an opened plan holds at most its tag, and the answer replaces it.
      return finished(sayAnswer(puzzle, move));
    default:
      return assertUnreachable(move);
  }
}

/** The reply to a question that is not a Countdown puzzle: what this is, what it can do, how to get a model. No box. */
const elsewhere = `This is the built-in reasoner of Sprintscope. It is rule-based, not a language model, and it solves one kind of question only: Countdown puzzles with three to six whole numbers (1 to 1,000), + − × ÷ and a target.

For example: use 3, 5, 7, 11, each once, to make 49.

For any other question, connect a language model: open Settings and add an endpoint (a local server such as vLLM, llama.cpp, Ollama or LM Studio, or any OpenAI-compatible service), or start Sprintscope with SPRINT_BASE_URL and SPRINT_MODEL set.`;
