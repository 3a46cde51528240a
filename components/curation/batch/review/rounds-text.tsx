'use client';

import { GitFork, Sparkles } from 'lucide-react';
import { Markdown } from '#components/transcript/markdown.tsx';
import { cn } from '#components/ui/cn.ts';
import type { ParsedPlan, ParsedStage, ParsedTranscript } from '#lib/protocol/transcript-log/pieces.ts';

/** A written trajectory to be read: stage under stage, a plan with its prompts, its executions side by side. */
export function RoundsText({ rounds }: { rounds: ParsedTranscript }) {
  return (
    <div className="space-y-5">
      {rounds.stages.map((stage) => (
        <Stage key={stage.stage} stage={stage} />
      ))}
      {rounds.answer ? (
        <section aria-label="Final answer">
          <h3 className="mb-1.5 flex items-center gap-1.5 font-semibold text-plan text-xs">
            <Sparkles size={13} aria-hidden="true" />
            Final answer
          </h3>
          <div className="rounded-xl border border-plan-line bg-plan-bg px-3.5 py-2.5">
            <Body text={rounds.answer.text} />
          </div>
        </section>
      ) : null}
    </div>
  );
}

function Stage({ stage: { stage, plan, executions } }: { stage: ParsedStage }) {
  const count = executions.size;
  return (
    <section aria-label={`Stage ${stage}`}>
      <h3 className="mb-1.5 flex items-center gap-1.5 font-semibold text-plan text-xs">
        <GitFork size={13} className="rotate-90" aria-hidden="true" />
        Stage {stage}
        <span className="font-normal text-mute">
          {count === 0 ? 'a plan only' : count === 1 ? '1 execution' : `${count} executions side by side`}
        </span>
      </h3>
      <div className="rounded-xl border border-plan-line bg-panel px-3.5 py-2.5">
        <Plan stage={stage} plan={plan} />
      </div>
      {count > 0 ? (
        <div
          className={cn(
            'mt-2 grid gap-2',
            count > 1 && 'grid-cols-[repeat(auto-fit,minmax(min(100%,15rem),1fr))]',
          )}
        >
          {[...executions].map(([index, piece]) => (
            <div key={index} className="min-w-0 rounded-xl border border-exec-line bg-panel px-3.5 py-2.5">
              <h4 className="mb-1 font-semibold text-exec text-xs">
                Execution {stage}.{index}
              </h4>
              <Body text={piece.text} />
            </div>
          ))}
        </div>
      ) : null}
    </section>
  );
}

/** The plan's text with its prompts set apart. */
function Plan({ stage, plan }: { stage: number; plan: ParsedPlan }) {
  const blocks: { key: string; prompt: number | null; text: string }[] = [];
  let from = 0;
  for (const { index, start, end } of plan.prompts) {
    blocks.push({ key: `text ${from}`, prompt: null, text: plan.text.slice(from, start) });
    blocks.push({ key: `prompt ${index}`, prompt: index, text: plan.text.slice(start, end ?? undefined) });
    from = end ?? plan.text.length;
  }
  blocks.push({ key: `text ${from}`, prompt: null, text: plan.text.slice(from) });
  return (
    <div className="space-y-2">
      {blocks.map(({ key, prompt, text }) => {
        if (text.trim() === '') return null;
        if (prompt === null) return <Body key={key} text={text} />;
        return (
          <div key={key} className="rounded-r-lg border-exec border-l-[3px] bg-exec-bg px-2.5 py-1.5">
            <p className="font-semibold text-[11px] text-exec">
              Prompt {stage}.{prompt}
            </p>
            <Body text={text} />
          </div>
        );
      })}
    </div>
  );
}

const Body = ({ text }: { text: string }) => (
  <Markdown text={text.trim()} className="[&_.markdown-body]:text-[12.5px]" />
);
