'use client';

import { Download, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { downloadUrl } from '#components/ui/download.ts';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { formatInteger } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { chatTemplate, chatTemplates } from '#lib/curation/training/chat-templates.ts';
import { trainingFormat, trainingFormats } from '#lib/curation/training/training-formats.ts';
import { Distributions } from './distributions.tsx';
import { defaultExport, type ExportOptions, faultsOf, queryOf } from './export-options.ts';
import { ExportPreview, usePreview } from './export-preview.tsx';
import { useSelections } from './use-selections.ts';

export interface ExportDialogProps {
  readonly batch: CurationBatch;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The kept records as training data: which, for which trainer, in which form; with a preview. */
export function ExportDialog({ batch, open, onClose }: ExportDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="lg"
      title="Export training data"
      description="Rows for a trainer, split by question into train and test, with a data card. The same choice gives the same bytes."
    >
      <ExportForm batch={batch} onClose={onClose} />
    </Dialog>
  );
}

function ExportForm({ batch, onClose }: Omit<ExportDialogProps, 'open'>) {
  const [options, setOptions] = useState<ExportOptions>(defaultExport);
  const change = (part: Partial<ExportOptions>) => setOptions((old) => ({ ...old, ...part }));
  const faults = faultsOf(options);
  const sound = faults.seed === null && faults.test === null;
  const path = sound ? curationApi.batchExportPath(batch.id, queryOf(options)) : null;
  const preview = usePreview(path);
  const ready =
    path !== null && preview !== null && typeof preview === 'object' && !(preview instanceof Error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        downloadUrl(path, `${batch.name.replace(/\.\w+$/, '')}-${options.format}.zip`);
        onClose();
      }}
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-[minmax(0,1fr)_15rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <RecordChoice batch={batch} options={options} change={change} />
          <RowFields options={options} change={change} />
          <div className="grid grid-cols-2 gap-4">
            <Field label="Held back for testing" error={faults.test}>
              {(control) => (
                <span className="flex items-center gap-2">
                  <TextInput
                    {...control}
                    inputMode="decimal"
                    value={options.test}
                    onChange={(event) => change({ test: event.target.value })}
                    className="max-w-20"
                  />
                  <span className="text-mute text-ui">%</span>
                </span>
              )}
            </Field>
            <Field label="Seed of the split" error={faults.seed}>
              {(control) => (
                <TextInput
                  {...control}
                  inputMode="numeric"
                  value={options.seed}
                  onChange={(event) => change({ seed: event.target.value })}
                  className="max-w-28"
                />
              )}
            </Field>
          </div>
        </div>
        <div className="min-w-0">
          <p className="mb-2 text-mute text-xs">All that are kept</p>
          <Distributions batchId={batch.id} />
        </div>
      </div>
      <div className="mt-5">
        <ExportPreview preview={preview} />
      </div>
      <div className="-mx-5 -mb-5 sticky -bottom-5 mt-5 flex flex-wrap items-center justify-end gap-2 border-line-soft border-t bg-panel px-5 py-3">
        <p className="mr-auto text-mute text-xs max-sm:hidden">
          With README.md and card.json (the data card), chart.svg and records.jsonl
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          busy={preview === 'loading'}
          disabled={!ready}
          icon={<Download size={14} aria-hidden="true" />}
        >
          Download zip
        </Button>
      </div>
    </form>
  );
}

interface OptionsProps {
  readonly options: ExportOptions;
  readonly change: (part: Partial<ExportOptions>) => void;
}

function RecordChoice({ batch, options, change }: OptionsProps & { batch: CurationBatch }) {
  const choices = useSelections(batch);
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-ui">Records</legend>
      <div className="space-y-1">
        {choices.map(({ only, label, count }) => (
          <label key={only} className="flex cursor-pointer items-center gap-2 text-ui">
            <input
              type="radio"
              name="only"
              checked={options.only === only}
              onChange={() => change({ only })}
              className="size-4 cursor-pointer accent-plan"
            />
            {label}
            <span className="text-mute text-xs tabular-nums">
              {count === null ? '' : formatInteger(count)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What a row of the data is, and for whom. */
function RowFields({ options, change }: OptionsProps) {
  return (
    <>
      <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">
        <Field label="Trainer" hint={`A row: ${trainingFormat(options.format).rows[options.shape]}`}>
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={options.format}
              onChange={(event) =>
                change({
                  format: trainingFormats.find(({ id }) => id === event.target.value)?.id ?? 'trl',
                })
              }
            >
              {trainingFormats.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="A row is"
          hint={
            options.unit === 'trajectory'
              ? 'The whole trajectory is learned at once.'
              : 'What the planner and each executor write, from exactly what they see.'
          }
        >
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={options.unit}
              onChange={(event) => change({ unit: event.target.value === 'calls' ? 'calls' : 'trajectory' })}
            >
              <option value="trajectory">one trajectory</option>
              <option value="calls">one call of a role</option>
            </Select>
          )}
        </Field>
      </div>
      {options.unit === 'calls' ? (
        <Field
          label="What an executor sees"
          hint="As in a run: earlier stages and its plan up to its prompt (paper), or the whole plan (authors)."
        >
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={options.policy}
              onChange={(event) => change({ policy: event.target.value === 'authors' ? 'authors' : 'paper' })}
            >
              <option value="paper">paper</option>
              <option value="authors">authors</option>
            </Select>
          )}
        </Field>
      ) : null}
      <div>
        <p className="mb-1.5 font-medium text-ui" aria-hidden="true">
          Shape
        </p>
        <Segmented
          label="Shape"
          value={options.shape}
          options={[
            { value: 'prompt-completion', label: 'prompt and completion' },
            { value: 'messages', label: 'messages' },
          ]}
          onChange={(shape) => change({ shape })}
        />
        {options.shape === 'messages' ? (
          <p className="mt-2 flex gap-2 rounded-xl bg-crit-bg px-3 py-2.5 text-xs leading-relaxed">
            <TriangleAlert size={14} className="mt-0.5 shrink-0 text-crit" aria-hidden="true" />
            <span>
              The chat template of R1-Distill models keeps of an answer only what follows{' '}
              <code className="font-mono">{'</think>'}</code>. Where the trajectory stands before it, such a
              model would be trained on nothing, and the export is refused. Only for models whose template
              keeps thinking.
            </span>
          </p>
        ) : (
          <p className="mt-1.5 text-mute text-xs leading-snug">
            The template is in the text already: no chat template can take the thinking out again.
          </p>
        )}
      </div>
      <Field label="Chat template of your model" hint={chatTemplate(options.template).description}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={options.template}
            onChange={(event) =>
              change({
                template: chatTemplates.find(({ id }) => id === event.target.value)?.id ?? 'r1-distill',
              })
            }
          >
            {chatTemplates.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
