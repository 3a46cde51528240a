'use client';

import { ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, TextInput } from '#components/ui/field.tsx';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { agreementOf } from './agreement.ts';
import { AgreementTable } from './agreement-table.tsx';
import { useSample } from './use-sample.ts';

export interface ReviewStripProps {
  readonly batch: CurationBatch;
  readonly onChange: (batch: CurationBatch) => void;
}

/** A few records for a person to review: draw them, go through them, see how often person and pipeline agree. */
export function ReviewStrip({ batch, onChange }: ReviewStripProps) {
  const [drawing, setDrawing] = useState(false);
  const { review, sample, counts, id } = batch;
  const done = counts.kept + counts.rejected;
  const href = `/curate/batches/${encodeURIComponent(id)}/review`;
  return (
    <section
      aria-labelledby="review-heading"
      className="flex flex-wrap items-center gap-x-8 gap-y-4 rounded-xl border border-line bg-panel px-4 py-3.5 sm:px-5"
    >
      <div className="min-w-0 flex-1 basis-72">
        <h2 id="review-heading" className="font-semibold text-ui">
          Review
        </h2>
        <p className="mt-0.5 max-w-xl text-mute text-ui leading-relaxed">
          {review.sampled === 0
            ? 'Draw a few records at random, kept and rejected alike, and look at them one by one: do you agree with the pipeline?'
            : `${formatInteger(review.reviewed)} of ${formatCount(review.sampled, 'record')} reviewed${sample ? `, drawn with seed ${sample.seed}` : ''}.`}
        </p>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {review.sampled > 0 ? (
            <ButtonLink
              href={href}
              prefetch={false}
              variant={review.reviewed < review.sampled ? 'primary' : 'secondary'}
              icon={<ListChecks size={14} />}
            >
              {review.reviewed === 0
                ? 'Start the review'
                : review.reviewed < review.sampled
                  ? 'Go on'
                  : 'Look through it again'}
            </ButtonLink>
          ) : null}
          <Button
            variant={review.sampled > 0 ? 'ghost' : 'secondary'}
            icon={review.sampled > 0 ? undefined : <ListChecks size={14} />}
            disabled={done === 0}
            onClick={() => setDrawing(true)}
          >
            {review.sampled > 0 ? 'Draw another sample' : 'Draw a sample'}
          </Button>
        </div>
      </div>
      {review.reviewed > 0 ? <Agreed batch={batch} /> : null}
      <DrawDialog batch={batch} open={drawing} onClose={() => setDrawing(false)} onChange={onChange} />
    </section>
  );
}

function Agreed({ batch }: { batch: CurationBatch }) {
  const { rows } = useSample(batch.id, JSON.stringify([batch.review, batch.counts.kept]));
  const agreement = useMemo(() => agreementOf(rows ?? []), [rows]);
  return rows ? <AgreementTable agreement={agreement} /> : null;
}

interface DrawDialogProps extends ReviewStripProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

function DrawDialog({ batch, open, onClose, onChange }: DrawDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title="Draw a sample"
      description="The same seed draws the same records. Verdicts that were given stay."
    >
      <DrawForm batch={batch} onClose={onClose} onChange={onChange} />
    </Dialog>
  );
}

function DrawForm({ batch, onClose, onChange }: Omit<DrawDialogProps, 'open'>) {
  const done = batch.counts.kept + batch.counts.rejected;
  const [count, setCount] = useState(String(Math.min(batch.sample?.count ?? 20, done)));
  const [seed, setSeed] = useState(String(batch.sample?.seed ?? 1));
  const [busy, setBusy] = useState(false);
  const wanted = Number(count);
  const seedNumber = Number(seed);
  const countError =
    Number.isInteger(wanted) && wanted >= 1 && wanted <= done ? null : `1 to ${formatInteger(done)}`;
  const seedError = Number.isInteger(seedNumber) && seed.trim() !== '' ? null : 'A whole number';

  async function draw() {
    setBusy(true);
    try {
      onChange(await curationApi.sample(batch.id, wanted, seedNumber));
      onClose();
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (countError === null && seedError === null) void draw();
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label="Records" error={countError}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={count}
              onChange={(event) => setCount(event.target.value)}
            />
          )}
        </Field>
        <Field label="Seed" error={seedError}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={seed}
              onChange={(event) => setSeed(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          disabled={countError !== null || seedError !== null}
        >
          Draw
        </Button>
      </div>
    </form>
  );
}
