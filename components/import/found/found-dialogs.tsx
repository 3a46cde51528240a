'use client';

import { useState } from 'react';
import { setQuestion } from '#components/import/import-actions.ts';
import { useImport } from '#components/import/import-store.ts';
import type { FoundTrace } from '#components/import/import-types.ts';
import { splitPath } from '#components/import/import-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { PartnerList } from './partner-list.tsx';
import type { AskedOf } from './table-rows.ts';

/** What does not fit in a row: choosing a partner among all traces, typing a question. */
export function FoundDialogs({ asked, onClose }: { asked: AskedOf | null; onClose: () => void }) {
  const trace = useImport(({ found }) => found.traces.find(({ id }) => id === asked?.id) ?? null);
  const name = splitPath(trace?.place.path ?? '').name;
  return (
    <>
      <Dialog
        open={asked?.about === 'partner' && trace !== null}
        onClose={onClose}
        size="lg"
        title="Partner"
        description={
          <>
            Which trace answers the same question as <b className="font-medium text-ink">{name}</b>? Partners
            can be compared side by side; one without a question takes it from the other.
          </>
        }
      >
        {trace ? <PartnerList trace={trace} onDone={onClose} /> : null}
      </Dialog>
      <Dialog
        open={asked?.about === 'question' && trace !== null}
        onClose={onClose}
        title="Question"
        description={
          <>
            <b className="font-medium text-ink">{name}</b> does not say which question it answers.
          </>
        }
      >
        {trace ? <QuestionForm trace={trace} onDone={onClose} /> : null}
      </Dialog>
    </>
  );
}

function QuestionForm({ trace, onDone }: { trace: FoundTrace; onDone: () => void }) {
  const [text, setText] = useState(trace.questionFrom === 'hand' ? (trace.question ?? '') : '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setQuestion(trace.id, text);
        onDone();
      }}
    >
      <Field
        label="Question"
        hint="A trace of the other strategy with the same question becomes its partner. Left empty, the trace is imported without one."
      >
        {(control) => (
          <TextArea {...control} rows={5} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button variant="primary" type="submit">
          Keep this question
        </Button>
      </div>
    </form>
  );
}
