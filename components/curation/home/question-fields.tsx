'use client';

import { Field, TextInput } from '#components/ui/field.tsx';
import { changeInput, useCurationInput } from './input-store.ts';

/** What a trace may not contain itself. */
export function QuestionFields({ hint }: { hint?: string }) {
  const question = useCurationInput((state) => state.question);
  const expected = useCurationInput((state) => state.expected);
  return (
    <div className="grid gap-3.5 sm:grid-cols-[minmax(0,1fr)_12rem]">
      <Field label={<Optional>Question</Optional>} hint={hint}>
        {(control) => (
          <TextInput
            {...control}
            value={question}
            onChange={(event) => changeInput({ question: event.target.value })}
          />
        )}
      </Field>
      <Field label={<Optional>Expected answer</Optional>}>
        {(control) => (
          <TextInput
            {...control}
            value={expected}
            onChange={(event) => changeInput({ expected: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Optional({ children }: { children: string }) {
  return (
    <>
      {children} <span className="font-normal text-mute">(optional)</span>
    </>
  );
}
