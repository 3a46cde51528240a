'use client';

import { X } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { SelectionNote } from '#components/annotations/selection-note.tsx';
import { useNotePassages } from '#components/annotations/use-note-passages.ts';
import { FindingCard } from '#components/doctor/finding-card.tsx';
import { useOpenPassages } from '#components/doctor/use-open-passages.ts';
import { activityLook } from '#components/graph/activity-look.tsx';
import { KIND_ICONS, kindText } from '#components/graph/piece-node.tsx';
import { tokenRate } from '#components/playback/node-slices.ts';
import type { InspectorTab } from '#components/playback/playback-types.ts';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { Markdown } from '#components/transcript/markdown.tsx';
import { TaggedText } from '#components/transcript/tagged-text.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatDuration } from '#components/ui/format.ts';
import { TabPanel, Tabs } from '#components/ui/tabs.tsx';
import { activityOf } from '#lib/graph/activity.ts';
import type { NodeActivity } from '#lib/graph/graph.ts';
import { type ContextPart, partsText } from '#lib/protocol/contexts/context.ts';
import {
  answerParts,
  executionsParts,
  planParts,
  thoughtfulExecution,
  thoughtParts,
} from '#lib/protocol/writer-parts.ts';
import type { EventOf } from '#lib/trace/events.ts';
import type { ExecutionState, PieceState, TraceState } from '#lib/trace/state.ts';
import { pieceTokensWords } from '#lib/trace/token-words.ts';
import { ContextTab } from './context-tab.tsx';
import { executionStage, type Inspected, inspected, newestPiece } from './inspected.ts';
import { TextTab } from './text-tab.tsx';
import { TimingTab } from './timing-tab.tsx';

const tabs: readonly { value: InspectorTab; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'context', label: 'What it saw' },
  { value: 'timing', label: 'Timing' },
  { value: 'raw', label: 'Raw' },
];

/** Everything about the selected node. */
export function Inspector() {
  const trace = useSession((session) => session.trace);
  const latest = useSession((session) => session.latest);
  // The Text tab of a phone shows the newest piece until a person selects one.
  const selection = useSession(
    (session) => session.selection ?? (session.inspectorOpen ? null : newestPiece(session.graph)),
  );
  const tab = useSession((session) => session.inspectorTab);
  const actions = useSessionActions();
  const body = useRef<HTMLElement>(null);
  const text = useRef<HTMLDivElement>(null);
  useOpenPassages(body, 'doctor-inspector', tab === 'text' || tab === 'raw' ? selection : null, tab);
  useNotePassages(body, 'note-inspector', tab === 'text' || tab === 'raw' ? selection : null);
  // A node after the playhead (selected on the timeline) appears in its latest state.
  const target = inspected(trace, selection) ?? inspected(latest, selection);

  return (
    <aside ref={body} aria-label="Inspector" className="flex h-full min-h-0 min-w-0 flex-col bg-panel">
      <header className="flex items-start gap-2 px-4 pt-3 pb-1.5">
        <div className="min-w-0 flex-1">
          <h2
            className={cn(
              'flex items-center gap-1.5 font-[650] text-[15px] leading-6',
              target?.piece && kindText[target.kind],
            )}
          >
            {target?.piece ? <KindIcon kind={target.kind} /> : null}
            {target?.name ?? 'Nothing selected'}
          </h2>
          <p className="min-h-[18px] text-mute text-xs leading-[18px]">
            {target?.piece
              ? subtitle(
                  target.piece,
                  activityOf(target.piece, executionStage(target)),
                  trace.at,
                  trace.session?.clock ?? 'wall',
                )
              : target
                ? 'as it was asked'
                : 'Choose a node of the graph or a bar of the timeline.'}
          </p>
        </div>
        <IconButton
          label="Close inspector"
          shortcut="Esc"
          size="sm"
          icon={<X size={15} />}
          onClick={actions.closeInspector}
        />
      </header>
      <FindingCard />
      {target === null ? null : target.piece === null ? (
        <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6">
          <QuestionText />
        </div>
      ) : (
        <>
          <Tabs
            id="inspector"
            label="Views of this piece"
            value={tab}
            tabs={tabs}
            onChange={actions.setInspectorTab}
            className="px-4"
          />
          {/* Another piece or tab starts at its top. */}
          <div
            ref={tab === 'text' || tab === 'raw' ? text : undefined}
            key={`${selection} ${tab}`}
            className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden"
          >
            <TabPanel id="inspector" value={tab} className="px-4 pt-3.5 pb-8">
              {tab === 'text' ? <TextTab target={target} piece={target.piece} /> : null}
              {tab === 'context' ? <ContextTab piece={target.piece} /> : null}
              {tab === 'timing' ? <TimingTab target={target} piece={target.piece} /> : null}
              {tab === 'raw' ? <RawTab target={target} piece={target.piece} /> : null}
            </TabPanel>
          </div>
        </>
      )}
      <SelectionNote container={text} />
    </aside>
  );
}

function KindIcon({ kind }: { kind: keyof typeof KIND_ICONS }) {
  const Icon = KIND_ICONS[kind];
  return <Icon size={13} aria-hidden="true" className="fill-current" />;
}

function QuestionText() {
  const question = useSession((session) => session.latest.session?.question ?? '');
  return (
    <>
      <Markdown text={question} />
      <CopyButton text={() => question} className="mt-4" />
    </>
  );
}

type Clock = EventOf<'session-start'>['clock'];

/**
 * "running · started 9.8 s · first token after 0.31 s · ≈97 tokens · 46 tok/s". For a text without a clock we derive
 * times from its tokens: the subtitle then names none, and says so. For a piece that thinks, it lists thinking and text
 * separately.
 */
function subtitle(piece: PieceState, activity: NodeActivity, nowMs: number, clock: Clock): string {
  const words = [activityLook(activity).word];
  const measured = clock === 'wall';
  const requestedAt = measured ? (piece.requestedAt ?? piece.startedAt) : null;
  if (requestedAt !== null) words.push(`started ${formatDuration(requestedAt)}`);
  if (requestedAt !== null && piece.firstTokenAt !== null && piece.firstTokenAt > requestedAt) {
    words.push(`first token after ${formatDuration(piece.firstTokenAt - requestedAt)}`);
  }
  if (piece.text !== '' || piece.thinking !== '' || piece.tokens) words.push(pieceTokensWords(piece));
  if (!measured) words.push('timed by tokens, 60 a second');
  const rate = measured ? tokenRate(piece, nowMs) : null;
  if (rate !== null) words.push(`${rate} tok/s`);
  return words.join(' · ');
}

/** The piece as it stands in the tagged transcript. */
function RawTab({ target, piece }: { target: Inspected; piece: PieceState }) {
  const trace = useSession((session) => session.trace);
  const { stage, kind } = target;
  const parts = useMemo(() => partsOf(trace, kind, stage, piece), [trace, kind, stage, piece]);
  return (
    <>
      <CopyButton text={() => partsText(parts)} className="mb-3" />
      <TaggedText parts={parts} />
    </>
  );
}

function partsOf(
  trace: TraceState,
  kind: Inspected['kind'],
  stage: Inspected['stage'],
  piece: PieceState,
): readonly ContextPart[] {
  if (kind === 'plan' && stage) return planParts(stage, false, true);
  if (kind === 'answer' && trace.answer) return answerParts(trace.answer, false, true);
  if (kind === 'execution' && stage) {
    const execution = piece as ExecutionState;
    const parts = executionsParts({ ...stage, executions: [execution] }, thoughtfulExecution(stage.stage));
    // Its own tags and text, without those of the surrounding block of executions.
    return parts.filter((part) => part.index !== undefined);
  }
  return thoughtParts(piece, true);
}
