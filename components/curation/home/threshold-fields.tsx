'use client';

import { useId } from 'react';
import { TextInput } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';

export interface ThresholdFieldsProps {
  readonly value: CurationSettings;
  readonly onChange: (value: CurationSettings) => void;
}

/** Every threshold of the pipeline; changing one makes the profile a custom one. */
export function ThresholdFields({ value, onChange }: ThresholdFieldsProps) {
  const change = (part: Partial<CurationSettings>) => onChange({ ...value, ...part, profile: 'custom' });
  return (
    <div className="flex flex-col gap-2">
      <Row label="Ratio at least">
        {(id) => (
          <span className="flex gap-1.5">
            <NumberInput
              id={id}
              step={0.1}
              value={value.minRatio}
              onChange={(minRatio) => change({ minRatio: minRatio ?? 0 })}
            />
            <Select
              aria-label="Ratio of"
              value={value.ratioOf}
              onChange={(event) =>
                change({ ratioOf: event.target.value === 'prompts' ? 'prompts' : 'steps' })
              }
            >
              <option value="steps">steps ÷ stages</option>
              <option value="prompts">prompts ÷ stages</option>
            </Select>
          </span>
        )}
      </Row>
      <Row label="Short execution under">
        {(id) => (
          <span className="flex gap-1.5">
            <NumberInput
              id={id}
              value={value.shortBelow}
              onChange={(shortBelow) => change({ shortBelow: shortBelow ?? 0 })}
            />
            <Select
              aria-label="Measured as"
              value={value.shortMeasure}
              onChange={(event) => change({ shortMeasure: event.target.value === 'span' ? 'span' : 'lines' })}
            >
              <option value="lines">lines</option>
              <option value="span">last − first line</option>
            </Select>
          </span>
        )}
      </Row>
      <Limit label="Stages at most" value={value.maxStages} onChange={(maxStages) => change({ maxStages })} />
      <Limit
        label="Prompts a stage at most"
        value={value.maxPrompts}
        onChange={(maxPrompts) => change({ maxPrompts })}
      />
      <Limit label="Tokens at most" value={value.maxTokens} onChange={(maxTokens) => change({ maxTokens })} />
      <Row label="Comments">
        {(id) => (
          <Select
            id={id}
            value={value.comments}
            onChange={(event) =>
              change({ comments: event.target.value === 'dropped' ? 'dropped' : 'observations' })
            }
          >
            <option value="observations">become observations</option>
            <option value="dropped">are dropped</option>
          </Select>
        )}
      </Row>
      <Check
        label="Reject wrong answers, where the right one is known"
        checked={value.requireCorrect}
        onChange={(requireCorrect) => change({ requireCorrect })}
      />
      <Check
        label="Reject records that save nothing"
        checked={value.requireSaving}
        onChange={(requireSaving) => change({ requireSaving })}
      />
      <Check
        label="Reject records with leaks"
        checked={value.rejectLeaks}
        onChange={(rejectLeaks) => change({ rejectLeaks })}
      />
      <Check
        label="Put <think> around the rounds"
        checked={value.envelope === 'think'}
        onChange={(think) => change({ envelope: think ? 'think' : 'none' })}
      />
    </div>
  );
}

function Row({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <label htmlFor={id} className="text-mute text-xs">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

function Limit({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  return (
    <Row label={label}>
      {(id) => <NumberInput id={id} value={value} placeholder="no limit" onChange={onChange} wide />}
    </Row>
  );
}

function NumberInput({
  id,
  value,
  step = 1,
  placeholder,
  wide = false,
  onChange,
}: {
  id: string;
  value: number | null;
  step?: number;
  placeholder?: string;
  wide?: boolean;
  onChange: (value: number | null) => void;
}) {
  return (
    <TextInput
      id={id}
      type="number"
      min={0}
      step={step}
      value={value ?? ''}
      placeholder={placeholder}
      onChange={(event) => {
        const number = event.target.valueAsNumber;
        onChange(Number.isFinite(number) && number >= 0 ? number : null);
      }}
      className={wide ? 'max-w-28' : 'max-w-18'}
    />
  );
}

function Check({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-2 text-xs leading-5">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 cursor-pointer accent-plan"
      />
      {label}
    </label>
  );
}
