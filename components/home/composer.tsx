'use client';

import { ChevronRight, Play } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { EndpointOptions } from '#components/actions/run/endpoint-options.tsx';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { BuiltInNotice } from './built-in-notice.tsx';
import { QuestionChips } from './question-chips.tsx';
import { RunShortcut } from './run-shortcut.tsx';
import { useComposer } from './use-composer.ts';

const AdvancedPanel = onDemand(() => import('./advanced-panel.tsx').then((module) => module.AdvancedPanel), {
  wanted: ({ wanted }) => wanted,
});
const ahead = [AdvancedPanel] as const;

/** The question box: one question, one button; everything else has a default. */
export function Composer() {
  const composer = useComposer();
  useFetchAhead(ahead);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const advanced = useRef<HTMLDivElement>(null);
  const id = useId();
  const { chosen, endpoints, defaultEndpointId } = composer;
  // Until the list has arrived we assume the built-in: a fresh installation has it, and then nothing jumps.
  const builtIn = chosen ? chosen.kind === 'built-in' : composer.loading;

  async function run() {
    const outcome = await composer.run();
    if (outcome === 'question') textarea.current?.focus();
    // React first unfolds the settings: a hidden field cannot take the focus.
    if (outcome === 'settings') requestAnimationFrame(() => focusFirstInvalid(advanced.current));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void run();
  }

  return (
    <section
      aria-label="New session"
      className="rounded-2xl border border-line bg-panel shadow-card transition-colors has-[[data-question]:focus-visible]:border-plan has-[[data-question]:focus-visible]:ring-1 has-[[data-question]:focus-visible]:ring-plan"
    >
      <div className="p-3 pb-2 sm:p-4 sm:pb-3">
        <label htmlFor={`${id}-question`} className="sr-only">
          Question
        </label>
        <textarea
          ref={textarea}
          data-question=""
          id={`${id}-question`}
          rows={3}
          value={composer.question}
          onChange={(event) => composer.setQuestion(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={
            builtIn
              ? 'A Countdown puzzle: use 3, 5, 7 and 11, each once, to make 45'
              : 'Ask a question with parts'
          }
          aria-invalid={composer.questionProblem ? true : undefined}
          aria-describedby={composer.questionProblem ? `${id}-problem` : undefined}
          className="field-sizing-content block max-h-72 min-h-20 w-full resize-none rounded-lg bg-transparent px-1 py-1 text-base leading-relaxed outline-none placeholder:text-faint"
        />
        {composer.questionProblem ? (
          <p id={`${id}-problem`} role="alert" className="px-1 pb-2 text-ui text-warn">
            {composer.questionProblem}
          </p>
        ) : null}
        <QuestionChips
          puzzlesOnly={builtIn}
          onPick={(question) => {
            composer.setQuestion(question);
            textarea.current?.focus();
          }}
        />
        {builtIn && composer.isOtherQuestion ? <BuiltInNotice hasOther={endpoints.length > 1} /> : null}
      </div>

      <div className="flex flex-wrap items-end gap-x-4 gap-y-3 border-line-soft border-t px-3 py-3 sm:px-4">
        <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1 sm:max-w-80">
          <label htmlFor={`${id}-endpoint`} className="flex items-center gap-2 text-mute text-xs">
            Endpoint
          </label>
          <Select
            id={`${id}-endpoint`}
            value={chosen?.id ?? ''}
            disabled={endpoints.length === 0}
            onChange={(event) => composer.setEndpointId(event.target.value)}
          >
            {endpoints.length === 0 ? <option value="">{composer.loading ? '…' : 'None'}</option> : null}
            <EndpointOptions endpoints={endpoints} defaultEndpointId={defaultEndpointId} />
          </Select>
        </div>
        <div className="flex flex-col gap-1">
          <span className="text-mute text-xs" aria-hidden="true">
            Strategy
          </span>
          <Segmented
            label="Strategy"
            value={composer.strategy}
            options={[
              { value: 'sprint', label: 'SPRINT' },
              { value: 'sequential', label: 'Sequential' },
            ]}
            onChange={composer.setStrategy}
            size="lg"
          />
        </div>
        <div className="ml-auto flex items-center gap-2 max-sm:w-full">
          <Button
            variant="ghost"
            size="lg"
            aria-expanded={composer.advancedOpen}
            aria-controls={`${id}-advanced`}
            icon={
              <ChevronRight
                size={14}
                aria-hidden="true"
                className={cn('transition-transform', composer.advancedOpen && 'rotate-90')}
              />
            }
            onClick={() => composer.setAdvancedOpen(!composer.advancedOpen)}
          >
            Advanced
          </Button>
          <Button
            variant="primary"
            size="lg"
            className="min-w-24 max-sm:flex-1"
            busy={composer.busy}
            icon={<Play size={14} aria-hidden="true" className="fill-current" />}
            onClick={run}
          >
            Run
            <RunShortcut />
          </Button>
        </div>
        {builtIn ? (
          <p className="-mt-1 flex w-full flex-wrap items-center gap-x-2 gap-y-1 text-mute text-xs">
            <Pill tone="crit">rule-based, not a language model</Pill>
            It searches Countdown puzzles without a key or network; its savings are those of a toy.
          </p>
        ) : null}
      </div>

      <div
        ref={advanced}
        id={`${id}-advanced`}
        hidden={!composer.advancedOpen}
        className="border-line-soft border-t p-3 sm:p-4"
      >
        <AdvancedPanel composer={composer} builtIn={builtIn} wanted={composer.advancedOpen} />
      </div>
      {composer.error ? (
        <div className="border-line-soft border-t p-3 sm:p-4">
          <ProblemNote error={composer.error} />
        </div>
      ) : null}
    </section>
  );
}

function focusFirstInvalid(container: HTMLElement | null) {
  container?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
