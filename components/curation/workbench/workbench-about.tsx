'use client';

import { Field, TextArea, TextInput } from '#components/ui/field.tsx';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** What stands around the rounds in the sample: question, final answer, and the answer it is checked against. */
export function AboutPanel() {
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
