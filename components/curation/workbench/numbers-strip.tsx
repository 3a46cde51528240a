'use client';

import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { ratioWords } from '#components/curation/workbench/changes/edit-words.ts';
import { cn } from '#components/ui/cn.ts';
import { formatInteger } from '#components/ui/format.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useWorkbench } from './use-workbench.tsx';

/** The trace's numbers before and after packing, each with its formula on hover. */
export function NumbersStrip() {
  const summary = useWorkbench((state) => state.summary);
  const exact = useWorkbench((state) => state.exact);
  const settings = useWorkbench((state) => state.settings);
  const about = exact ? '' : '≈';
  const { sequentialTokensBefore: before, sequentialTokensAfter: after } = summary;
  const saved = before > 0 && after > 0 ? Math.round((1 - after / before) * 100) : null;
  const counted = settings.ratioOf;
  const low = summary.ratio < settings.minRatio;
  const deep = settings.maxStages !== null && summary.stages > settings.maxStages;
  const profile = settings.profile === 'custom' ? 'custom settings' : `profile ${settings.profile}`;
  return (
    <ul aria-label="Before and after" className="flex items-center gap-x-5">
      <Figure
        name="Sequential tokens"
        before={formatInteger(before)}
        after={`${about}${formatInteger(after)}`}
        note={saved === null ? null : saved >= 0 ? `−${saved} %` : `+${-saved} %`}
        good={saved !== null && saved > 0}
        formula={`Before: all tokens of the source, one after the other (Qwen3 tokenizer), as its session counts them. After: the critical path, Σ over stages of max(P_k + E_k), definition “authors”; tags not counted.${exact ? '' : ' ≈: estimated until it is saved.'}`}
      />
      <Figure
        name={counted === 'steps' ? 'Steps ÷ stages' : 'Prompts ÷ stages'}
        before="1"
        after={ratioWords(summary.ratio)}
        bad={low}
        formula={`${counted === 'steps' ? 'Steps' : 'Prompts'} ÷ stages = ${counted === 'steps' ? summary.steps : summary.prompts} ÷ ${summary.stages} (${profile}); at least ${settings.minRatio} to be kept.`}
      />
      <Figure
        name="Stages"
        before={formatInteger(summary.steps)}
        after={formatInteger(summary.stages)}
        bad={deep}
        formula={`Before: every step waits for the one before. After: rounds without the final answer${settings.maxStages === null ? '' : `; at most ${settings.maxStages}`}.`}
      />
      <Figure
        name="Prompts"
        after={formatInteger(summary.prompts)}
        note={
          summary.promptsPerStage.length > 0 ? `most ${Math.max(...summary.promptsPerStage)} a stage` : null
        }
        bad={settings.maxPrompts !== null && Math.max(0, ...summary.promptsPerStage) > settings.maxPrompts}
        formula={`Steps that an executor gets${settings.maxPrompts === null ? '' : `; at most ${settings.maxPrompts} in a stage`}. By stage: ${summary.promptsPerStage.join(', ') || 'none'}.`}
      />
      <Figure
        name="Total tokens"
        after={`${about}${formatInteger(summary.totalTokensAfter)}`}
        note={`sample ${about}${formatInteger(summary.sampleTokens)}`}
        bad={settings.maxTokens !== null && summary.sampleTokens > settings.maxTokens}
        formula={`All plans, executions and the answer, tags not counted. The sample is the whole written text, tags and question counted${settings.maxTokens === null ? '' : `; at most ${formatInteger(settings.maxTokens)}`}.`}
      />
    </ul>
  );
}

interface FigureProps {
  name: string;
  before?: string;
  after: string;
  note?: ReactNode;
  formula: string;
  good?: boolean;
  /** Beyond a threshold, and so the reason for a rejection. */
  bad?: boolean;
}

function Figure({ name, before, after, note, formula, good = false, bad = false }: FigureProps) {
  return (
    <li className="min-w-0 shrink-0">
      <Tooltip content={formula} side="bottom">
        <button type="button" className="cursor-help rounded-md text-left">
          <span className="block whitespace-nowrap text-[11px] text-mute leading-4">{name}</span>
          <span className="flex items-baseline gap-1 whitespace-nowrap text-[13px] leading-5 tabular-nums">
            {before === undefined ? null : (
              <>
                <span className="text-mute">{before}</span>
                <ArrowRight size={11} aria-hidden="true" className="self-center text-faint" />
                <span className="sr-only">to </span>
              </>
            )}
            <span className={cn('font-semibold', bad && 'text-crit')}>{after}</span>
            {note ? <span className={cn('text-[11px]', good ? 'text-ok' : 'text-mute')}>{note}</span> : null}
          </span>
        </button>
      </Tooltip>
    </li>
  );
}
