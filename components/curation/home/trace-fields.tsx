'use client';

import { X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { FileButton } from '#components/ui/file-button.tsx';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import { changeInput, useCurationInput } from './input-store.ts';
import { QuestionFields } from './question-fields.tsx';
import { takePicked } from './take-input.ts';

/** One trace as text, or several files that become a record each. */
export function TraceFields({ onSubmit }: { onSubmit: () => void }) {
  const texts = useCurationInput((state) => state.texts);
  return texts.length > 0 ? <ManyTexts texts={texts} /> : <OneText onSubmit={onSubmit} />;
}

function OneText({ onSubmit }: { onSubmit: () => void }) {
  const text = useCurationInput((state) => state.text);
  const textName = useCurationInput((state) => state.textName);
  return (
    <form
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onSubmit();
      }}
    >
      <Field
        label="Trace"
        aside={
          <FileButton onFiles={takePicked} size="sm" label="Files with traces">
            Choose a file
          </FileButton>
        }
        hint={
          text === ''
            ? 'Drop a file anywhere on this page, or paste. The forms <think>…</think> answer and <|begin_of_thought|> are understood.'
            : `${textName ?? 'Pasted'} · ${formatCount(text.length, 'character')}`
        }
      >
        {(control) => (
          <TextArea
            {...control}
            rows={9}
            spellCheck={false}
            value={text}
            placeholder="Okay, so I need to find …"
            onChange={(event) => changeInput({ text: event.target.value })}
            className="max-h-[26rem] min-h-44 font-mono text-xs leading-relaxed"
          />
        )}
      </Field>
      <QuestionFields />
    </form>
  );
}

function ManyTexts({ texts }: { texts: readonly { name: string; text: string }[] }) {
  return (
    <div>
      <div className="flex items-center justify-between gap-2">
        <p className="font-medium text-ui">{formatCount(texts.length, 'trace')}, a record each</p>
        <Button size="sm" variant="ghost" onClick={() => changeInput({ texts: [] })}>
          Let go of all
        </Button>
      </div>
      <ul className="mt-2 max-h-72 divide-y divide-line-soft overflow-y-auto rounded-xl border border-line">
        {texts.map(({ name, text }) => (
          <li key={name} className="flex items-center gap-3 py-1.5 pr-1.5 pl-3 text-ui">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="shrink-0 text-mute text-xs tabular-nums">
              {formatInteger(text.length)} characters
            </span>
            <IconButton
              label={`Leave ${name} out`}
              size="sm"
              icon={<X size={14} />}
              onClick={() => changeInput({ texts: texts.filter((one) => one.name !== name) })}
            />
          </li>
        ))}
      </ul>
      <p className="mt-2 text-mute text-xs leading-snug">
        Questions are taken from the texts where they name one. For many traces with questions and answers
        bring a data set.
      </p>
    </div>
  );
}
