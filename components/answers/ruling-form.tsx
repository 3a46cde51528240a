'use client';

import { useState } from 'react';
import { TextInput } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { type Mark, markSigns, markWords } from '#lib/answers/judged-answer.ts';
import { FormButtons, onEscape, useFocused } from './expected-form.tsx';

export interface RulingFormProps {
  /** What stands now: another is offered first. */
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
