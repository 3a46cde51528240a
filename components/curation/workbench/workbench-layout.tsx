'use client';

import { FileText, ListTree, SquarePen, Workflow, X } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { ThresholdFields } from '#components/curation/home/threshold-fields.tsx';
import { DependencyGraph } from '#components/curation/workbench/dependencies/dependency-graph.tsx';
import { RoundsPane } from '#components/curation/workbench/rounds/rounds-pane.tsx';
import { CoverageStrip } from '#components/curation/workbench/source/coverage-strip.tsx';
import { SourcePane } from '#components/curation/workbench/source/source-pane.tsx';
import { StepPanel } from '#components/curation/workbench/step/step-panel.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field, TextArea, TextInput } from '#components/ui/field.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { useStoredChoice } from '#components/ui/stored-choice.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { PaneDivider } from './pane-divider.tsx';
import { defaultWidths, NARROWEST, readWidths, writeWidths } from './pane-widths.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';
import { type Aside, WorkbenchHeader } from './workbench-header.tsx';
import { WorkbenchToolbar } from './workbench-toolbar.tsx';
import './workbench.css';

/** With the package that tells words apart; most visits do not look at their changes. */
const DiffPanel = onDemand(() =>
  import('#components/curation/workbench/changes/diff-panel.tsx').then((module) => module.DiffPanel),
);

type Pane = 'source' | 'graph' | 'rounds' | 'step';

const panes: readonly { value: Pane; label: string; icon: typeof Workflow }[] = [
  { value: 'source', label: 'Source', icon: FileText },
  { value: 'graph', label: 'Steps', icon: ListTree },
  { value: 'rounds', label: 'Rounds', icon: Workflow },
  { value: 'step', label: 'Step', icon: SquarePen },
];

const asides: Record<Aside, { title: string; content: ReactNode }> = {
  settings: { title: 'Profile and thresholds', content: <SettingsPanel /> },
  about: { title: 'Question and answers', content: <AboutPanel /> },
  diff: { title: 'Changes to the proposal', content: <DiffPanel /> },
};

/** The whole page: header, numbers, coverage, three panes and the panels beside them. */
export function WorkbenchLayout({ onProposed }: { onProposed: () => void }) {
  const [aside, setAside] = useState<Aside | null>(null);
  const [pane, setPane] = useState<Pane>('graph');
  const asked = useWorkbench((state) => state.dependenciesAsked);
  // On a phone the step has a tab of its own; elsewhere this choice has no visible effect.
  useEffect(() => {
    if (asked > 0) setPane('step');
  }, [asked]);
  const toggle = (wanted: Aside) => setAside((open) => (open === wanted ? null : wanted));
  return (
    <div className="workbench flex h-[calc(100dvh-var(--banner-height,0px))] min-h-0 flex-col overflow-hidden">
      <WorkbenchHeader />
      <main id="main" className="flex min-h-0 flex-1 flex-col">
        <WorkbenchToolbar aside={aside} onAside={toggle} onProposed={onProposed} />
        <div className="border-line border-b bg-panel">
          <CoverageStrip />
        </div>
        <div className="flex min-h-0 flex-1">
          <Panes shown={pane} />
          {aside ? (
            <aside
              aria-label={asides[aside].title}
              className="workbench-aside flex shrink-0 flex-col border-line border-l bg-panel"
            >
              <div className="flex items-center justify-between gap-2 py-1.5 pr-2 pl-4">
                <h2 className="font-semibold text-ui">{asides[aside].title}</h2>
                <IconButton label="Close" size="sm" icon={<X size={15} />} onClick={() => setAside(null)} />
              </div>
              <div className={cn('min-h-0 flex-1 overflow-y-auto', aside === 'diff' ? '' : 'px-4 pt-1 pb-5')}>
                {asides[aside].content}
              </div>
            </aside>
          ) : null}
        </div>
        <PaneTabs shown={pane} onShow={setPane} />
      </main>
    </div>
  );
}

function Panes({ shown }: { shown: Pane }) {
  const [stored, store] = useStoredChoice('curate-panes', writeWidths(defaultWidths));
  const [first, second] = readWidths(stored);
  const reset = () => store(writeWidths(defaultWidths));
  const selected = useWorkbench((state) => state.selected !== null);
  const isShown = (pane: Pane) => (pane === shown ? '' : undefined);
  return (
    <div
      className="workbench-panes min-w-0 flex-1"
      style={{ '--first': `${first}%`, '--second': `${second - first}%` } as CSSProperties}
    >
      <div className="pane bg-panel" data-shown={isShown('source')}>
        <SourcePane />
      </div>
      <div className="pane" data-shown={isShown('graph')}>
        <DependencyGraph />
      </div>
      <div className="pane pane-rounds" data-shown={isShown('rounds')}>
        <RoundsPane />
      </div>
      {/* Rounds lie side by side: there is room under them, and the graph keeps its height. */}
      <div className={cn('pane pane-step bg-panel', !selected && 'md:hidden')} data-shown={isShown('step')}>
        <StepPanel />
      </div>
      <PaneDivider
        label="Between source and dependency graph"
        at={first}
        min={NARROWEST}
        max={second - NARROWEST}
        onMove={(to) => store(writeWidths([to, second]))}
        onReset={reset}
      />
      <PaneDivider
        label="Between dependency graph and rounds"
        at={second}
        min={first + NARROWEST}
        max={100 - NARROWEST}
        onMove={(to) => store(writeWidths([first, to]))}
        onReset={reset}
      />
    </div>
  );
}

/** One pane at a time, on a phone. */
function PaneTabs({ shown, onShow }: { shown: Pane; onShow: (pane: Pane) => void }) {
  return (
    <nav
      aria-label="Parts of this page"
      className="flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {panes.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          type="button"
          aria-current={shown === value ? 'page' : undefined}
          onClick={() => onShow(value)}
          className={cn(
            'flex flex-1 cursor-pointer flex-col items-center gap-0.5 py-1.5 text-[11px]',
            shown === value ? 'font-semibold text-ink' : 'text-mute',
          )}
        >
          <Icon size={18} aria-hidden="true" />
          {label}
        </button>
      ))}
    </nav>
  );
}

const words = {
  paper: 'As the paper says (§3.2): steps ÷ stages, short means under 3 lines, comments become observations.',
  authors:
    'As the authors’ published scripts behave: prompts ÷ stages, short by first and last line, comments dropped.',
  custom: 'Changed from a named profile. Choose one to have its values back.',
};

/** Profile and every threshold; the page recomputes at once after each change. */
function SettingsPanel() {
  const settings = useWorkbench((state) => state.settings);
  const { changeSettings } = useWorkbenchActions();
  const { profile } = settings;
  return (
    <div className="flex flex-col gap-3">
      <Segmented
        label="Profile"
        value={profile}
        options={[
          { value: 'paper', label: 'Paper' },
          { value: 'authors', label: 'Authors' },
          { value: 'custom', label: 'Custom', disabled: profile !== 'custom' },
        ]}
        onChange={(chosen) => {
          if (chosen !== 'custom') changeSettings(profiles[chosen]);
        }}
      />
      <p className="text-mute text-xs leading-snug">{words[profile]}</p>
      <ThresholdFields value={settings} onChange={changeSettings} />
    </div>
  );
}

/** What surrounds the rounds in the sample: question, final answer, and the answer to check it against. */
function AboutPanel() {
  const question = useWorkbench((state) => state.question) ?? '';
  const expected = useWorkbench((state) => state.expected) ?? '';
  const answer = useWorkbench((state) => state.answer) ?? '';
  const { changeAbout } = useWorkbenchActions();
  return (
    <div className="flex flex-col gap-3.5">
      <Field label="Question" hint="Stands in <Question>. Training needs one.">
        {(control) => (
          <TextArea
            {...control}
            rows={5}
            value={question}
            onChange={(event) => changeAbout({ question: event.target.value || null })}
          />
        )}
      </Field>
      <Field label="Expected answer" hint="Known right answer. With “reject wrong answers” it is compared.">
        {(control) => (
          <TextInput
            {...control}
            value={expected}
            onChange={(event) => changeAbout({ expected: event.target.value || null })}
          />
        )}
      </Field>
      <Field
        label="Final answer"
        hint="Stands in <Final_answer>. Empty: the last boxed or stated answer of the source is taken."
      >
        {(control) => (
          <TextArea
            {...control}
            rows={4}
            value={answer}
            onChange={(event) => changeAbout({ answer: event.target.value || null })}
          />
        )}
      </Field>
    </div>
  );
}
