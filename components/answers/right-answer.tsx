'use client';

import { useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import { verdictApi } from '#components/api/verdict-requests.ts';
import { judgedOf } from '#components/playback/load-log.ts';
import { useReadOnly, useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { TextInput } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextButton } from '#components/ui/text-button.tsx';
import {
  type JudgedAnswer,
  type Mark,
  markOf,
  markReason,
  markSigns,
  markWords,
} from '#lib/answers/judged-answer.ts';
import type { SessionSummary } from '#lib/contract/session.ts';
import { plainAnswer } from '#lib/graph/plain-math.ts';
import { ExpectedForm, FormButtons, onEscape, useFocused } from './expected-form.tsx';
import { MarkSign } from './verdict-mark.tsx';

const unknown: JudgedAnswer = { expected: null, verdict: null, ruling: null };

/**
 * Whether the answer is right, and the reason; for a stored session, a person can enter the right answer and a ruling.
 */
export function RightAnswer() {
  const source = useSession((session) => session.source);
  const judged = useSession((session) => session.about.judged) ?? unknown;
  const running = useSession((session) => session.latest.status === 'running');
  const actions = useSessionActions();
  const [form, setForm] = useState<'expected' | 'ruling' | null>(null);
  const [busy, setBusy] = useState(false);
  const readOnly = useReadOnly();
  const id = source.kind === 'session' && !readOnly ? source.id : null;
  const mark = markOf(judged);
  if (id === null && !mark) return null;

  function carryOut(work: Promise<SessionSummary>) {
    setBusy(true);
    work
      .then((summary) => {
        actions.setJudged(judgedOf(summary));
        setForm(null);
      })
      .catch(reportFailure)
      .finally(() => setBusy(false));
  }

  return (
    <section aria-label="Right or wrong" className="text-[12.5px] leading-[18px]">
      <h2 className="mb-1.5 font-semibold text-[11px] text-mute tracking-wide">Right or wrong</h2>
      {mark ? (
        <p aria-live="polite" className="min-w-0 break-words">
          <MarkSign mark={mark} />{' '}
          <span aria-hidden="true" className="font-semibold">
            {markWords[mark]}
          </span>
          <span className="text-mute">{` · ${markReason(judged)}`}</span>
        </p>
      ) : null}
      {judged.ruling ? <Ruled judged={judged} /> : null}
      {form === 'expected' && id !== null ? (
        <ExpectedForm
          value={judged.expected}
          busy={busy}
          onSave={(expected) => carryOut(verdictApi.setExpected(id, expected))}
          onCancel={() => setForm(null)}
        />
      ) : (
        <Expected judged={judged} waits={running && !mark} />
      )}
      {form === 'ruling' && id !== null ? (
        <RulingForm
          mark={mark}
          busy={busy}
          onSave={(correct, reason) => carryOut(verdictApi.rule(id, correct, reason))}
          onCancel={() => setForm(null)}
        />
      ) : null}
      {id !== null && form === null ? (
        <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1">
          <TextButton onClick={() => setForm('expected')}>
            {judged.expected === null ? 'Enter the right answer' : 'Change the right answer'}
          </TextButton>
          {running ? null : (
            <TextButton onClick={() => setForm('ruling')}>
              {mark ? 'Overrule' : 'Judge it yourself'}
            </TextButton>
          )}
          {judged.ruling ? (
            <TextButton
              disabled={busy}
              onClick={() => judged.ruling && carryOut(verdictApi.withdrawRuling(id, judged.ruling.seq))}
            >
              Undo the ruling
            </TextButton>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}

function Expected({ judged, waits }: { judged: JudgedAnswer; waits: boolean }) {
  if (judged.expected === null) return <p className="text-mute">No right answer is known.</p>;
  return (
    <p className="min-w-0 break-words text-mute">
      Right answer: <span className="text-ink">{plainAnswer(judged.expected)}</span>
      {waits ? '. Judged once the answer stands.' : null}
    </p>
  );
}

/** When a person ruled, and the verdict without the ruling. */
function Ruled({ judged: { ruling, verdict } }: { judged: JudgedAnswer }) {
  if (!ruling) return null;
  const computed = verdict && markOf({ verdict, ruling: null });
  return (
    <p className="text-mute">
      {`Ruled on ${dayOf(ruling.madeAt)}.`}
      {computed ? ` Computed: ${markWords[computed].toLowerCase()}, ${verdict?.how}.` : null}
    </p>
  );
}

const dayOf = (madeAt: string): string =>
  new Date(madeAt).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });

interface RulingFormProps {
  /** The current verdict: the form offers another one first. */
  mark: Mark | null;
  busy: boolean;
  onSave: (correct: boolean | null, reason: string) => void;
  onCancel: () => void;
}

const corrects = { right: true, wrong: false, undecided: null } as const;
const marks: readonly Mark[] = ['right', 'wrong', 'undecided'];

/** A person's own verdict, with the reason. */
export function RulingForm({ mark, busy, onSave, onCancel }: RulingFormProps) {
  const [ruling, setRuling] = useState<Mark>(mark === 'right' ? 'wrong' : 'right');
  const [reason, setReason] = useState('');
  const input = useFocused();
  return (
    <form
      className="mt-1.5 flex flex-col gap-1.5"
      onKeyDown={(event) => onEscape(event, onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(corrects[ruling], reason.trim());
      }}
    >
      <Segmented
        label="The answer is"
        size="sm"
        value={ruling}
        options={marks.map((value) => ({
          value,
          label: `${markSigns[value]} ${markWords[value]}`,
          name: markWords[value],
        }))}
        onChange={setRuling}
      />
      <TextInput
        ref={input}
        aria-label="Reason"
        placeholder="Why?"
        value={reason}
        maxLength={4000}
        disabled={busy}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormButtons busy={busy} onCancel={onCancel} />
    </form>
  );
}
