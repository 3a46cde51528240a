import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { PieceTokens } from '#lib/trace/events.ts';
import type { StreamPlace } from '#lib/trace/streams.ts';

/** A prompt's range in its plan's text. */
export interface PromptRange {
  readonly index: number;
  readonly start: number;
  readonly end: number | null;
}

/**
 * The plan's text from its opening tag up to offset `end`, with prompt tags written out and without its own closing
 * tag: everything decoded up to that point of the text.
 */
export function taggedPlanUpTo(
  stage: number,
  text: string,
  prompts: readonly PromptRange[],
  end = text.length,
): string {
  let tagged = `<Plan_${stage}>\n`;
  let at = 0;
  for (const prompt of prompts) {
    if (prompt.start > end) break;
    tagged += `${text.slice(at, prompt.start)}<prompt_${stage}.${prompt.index}> `;
    at = prompt.start;
    if (prompt.end === null || prompt.end > end) break;
    tagged += `${text.slice(at, prompt.end)} </prompt_${stage}.${prompt.index}>`;
    at = prompt.end;
  }
  return tagged + text.slice(at, end);
}

/** Where each closed prompt ends in `taggedPlanUpTo` of the whole plan, including its closing tag. */
export function promptEndsInTags(stage: number, prompts: readonly PromptRange[]): number[] {
  const ends: number[] = [];
  let added = `<Plan_${stage}>\n`.length;
  for (const { index, end } of prompts) {
    added += `<prompt_${stage}.${index}> `.length;
    if (end === null) break;
    added += ` </prompt_${stage}.${index}>`.length;
    ends.push(end + added);
  }
  return ends;
}

/** P_k of DESIGN.md §1, tags removed and with tags, for the prompt that ends at offset `end`. */
export async function countPlanPrefix(
  counter: TokenCounter,
  stage: number,
  text: string,
  prompts: readonly PromptRange[],
  end: number,
): Promise<{ tokens: number; tokensWithTags: number }> {
  const [tokens, tokensWithTags] = await Promise.all([
    counter.count(text.slice(0, end)),
    counter.count(taggedPlanUpTo(stage, text, prompts, end)),
  ]);
  return { tokens, tokensWithTags };
}

/**
 * Counts one piece; a live run and an import use this one function, so that their numbers agree. Ignores white space
 * around thinking: inside the tags it does not belong to it, and servers differ in how much they leave when they send
 * thinking separately.
 */
export async function countPiece(
  counter: TokenCounter,
  place: StreamPlace,
  piece: { text: string; thinking: string; prompts?: readonly PromptRange[] },
): Promise<PieceTokens> {
  const [text, withTags, thinking] = await Promise.all([
    counter.count(piece.text),
    counter.count(taggedPiece(place, piece.text, piece.prompts ?? [])),
    counter.count(piece.thinking.trim()),
  ]);
  return { text, withTags, thinking };
}

/** A piece as the model decoded it, with its tags written out; empty for a piece without text. */
export function taggedPiece(place: StreamPlace, text: string, prompts: readonly PromptRange[]): string {
  if (text === '') return '';
  switch (place.kind) {
    case 'plan':
      return `${taggedPlanUpTo(place.stage, text, prompts)}\n</Plan_${place.stage}>`;
    case 'execution': {
      const name = `execution_${place.stage}.${place.index}`;
      return `<${name}>\n${text}\n</${name}>`;
    }
    case 'answer':
      return `<Final_answer>\n${text}\n</Final_answer>`;
    case 'thought':
      return text;
  }
}
