'use client';

import { useSessionActions } from '#components/playback/session-context.tsx';
import { Markdown } from '#components/transcript/markdown.tsx';
import type { PlanState } from '#lib/trace/state.ts';
import { executionStream, parseStream } from '#lib/trace/streams.ts';

/** A plan with its prompts set apart: each is a task for one executor, and leads there. */
export function PlanText({ plan, growing }: { plan: PlanState; growing: boolean }) {
  const actions = useSessionActions();
  const place = parseStream(plan.stream);
  const stage = place?.kind === 'plan' ? place.stage : 0;
  const blocks: { key: string; index: number | null; text: string; open: boolean }[] = [];
  let from = 0;
  for (const prompt of plan.prompts) {
    if (prompt.start > from)
      blocks.push({ key: `t${from}`, index: null, text: plan.text.slice(from, prompt.start), open: false });
    const end = prompt.end ?? plan.text.length;
    blocks.push({
      key: `p${prompt.index}`,
      index: prompt.index,
      text: plan.text.slice(prompt.start, end),
      open: prompt.end === null,
    });
    from = end;
  }
  if (from < plan.text.length)
    blocks.push({ key: `t${from}`, index: null, text: plan.text.slice(from), open: growing });
  return (
    <div className="space-y-3">
      {blocks.map((block) =>
        block.index === null ? (
          block.text.trim() === '' ? null : (
            <Markdown key={block.key} text={block.text.trim()} growing={block.open} />
          )
        ) : (
          <div
            key={block.key}
            className="rounded-r-lg border-exec border-l-[3px] bg-exec-bg px-3 py-2 text-[12.5px] leading-[19px]"
          >
            <button
              type="button"
              className="cursor-pointer font-semibold text-exec underline-offset-3 hover:underline"
              onClick={() => actions.goTo(executionStream(stage, block.index ?? 1))}
            >
              Prompt {stage}.{block.index}
            </button>
            <Markdown
              text={block.text.trim()}
              growing={block.open}
              className="[&_.markdown-body]:text-[12.5px]"
            />
          </div>
        ),
      )}
    </div>
  );
}
