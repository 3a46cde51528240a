import type { SourceLines, Step } from '#lib/contract/curation-record.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { textOf } from '#lib/curation/source-text.ts';
import { plainPlanText } from '#lib/curation/write.ts';

/** A stretch of the written text; together they are the whole of it. */
export interface TrajectoryPart {
  readonly voice: 'tag' | 'question' | 'plan' | 'prompt' | 'execution' | 'answer';
  /** Id of the step that it comes from; null for tags and for text that belongs to no single step. */
  readonly step: string | null;
  readonly text: string;
  readonly start: number;
}

/** What `write` writes between pieces; a source cannot hold any of it (`plainText` in write.ts). */
const TAG = /<\/?(?:Question|think|Final_answer|Plan_\d+|Execution_\d+|prompt_\d+\.\d+|execution_\d+\.\d+)>/g;

/** The written trajectory split at its own tags, each part with its step. */
export function trajectoryParts(
  { trajectory, steps, stages }: Curated,
  draft: readonly Step[],
  source: SourceLines,
): TrajectoryPart[] {
  const parts: TrajectoryPart[] = [];
  const byPrompt = new Map(steps.map(({ id, promptName }) => [promptName, id]));
  let voice: TrajectoryPart['voice'] = 'tag';
  let inside: string | null = null;
  let end = 0;

  function add(text: string, start: number, as: TrajectoryPart['voice'], step: string | null): void {
    if (text !== '') parts.push({ voice: as, step, text, start });
  }

  /** Adds a plan's text between two prompts: the steps without a prompt at this place, then the one that has it. */
  function addPlan(text: string, start: number, stage: number, prompt: string | null): void {
    const places = stages.find((candidate) => candidate.stage === stage)?.steps ?? [];
    const asked = prompt === null ? null : (byPrompt.get(prompt) ?? null);
    let from = 0;
    for (const number of places) {
      const place = steps[number - 1];
      const step = draft[number - 1];
      if (!place || !step || place.promptName !== null) continue;
      const ranges = [step.comment, step.execution, step.plan].find((own) => {
        const words = plainPlanText(textOf(source, own));
        return words !== '' && text.indexOf(words, from) >= 0;
      });
      if (!ranges) continue;
      const words = plainPlanText(textOf(source, ranges));
      const to = text.indexOf(words, from) + words.length;
      add(text.slice(from, to), start + from, 'plan', place.id);
      from = to;
    }
    add(text.slice(from), start + from, 'plan', text.slice(from).trim() === '' ? null : asked);
  }

  let stage = 0;
  for (const match of trajectory.matchAll(TAG)) {
    const [tag] = match;
    const text = trajectory.slice(end, match.index);
    const opens = /^<(prompt|execution)_([\d.]+)>$/.exec(tag);
    if (voice === 'plan') addPlan(text, end, stage, opens?.[1] === 'prompt' ? (opens[2] ?? null) : null);
    else add(text, end, text.trim() === '' ? 'tag' : voice, inside);
    end = match.index + tag.length;
    const plan = /^<Plan_(\d+)>$/.exec(tag);
    if (plan) stage = Number(plan[1]);
    inside = opens ? (byPrompt.get(opens[2] ?? '') ?? null) : null;
    if (opens) voice = opens[1] === 'prompt' ? 'prompt' : 'execution';
    else if (plan || tag.startsWith('</prompt_')) voice = 'plan';
    else if (tag === '<Question>') voice = 'question';
    else if (tag === '<Final_answer>') voice = 'answer';
    else voice = 'tag';
    add(tag, match.index, 'tag', inside);
  }
  add(trajectory.slice(end), end, 'tag', null);
  return parts;
}
