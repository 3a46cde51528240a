import { formatInteger } from '#components/ui/format.ts';
import { formatBytes } from '#lib/base/format.ts';
import type { FileFormat } from '#lib/contract/imports.ts';
import { importLimits } from '#lib/formats/limits.ts';
import { formatLabels } from './import-words.ts';

const descriptions: Readonly<Record<FileFormat, string>> = {
  transcript:
    'SPRINT trajectories: <Plan_1>, <prompt_1.1>, <execution_1.1> …, with or without <Question> and <think>.',
  sequential: 'A chain of thought as plain text, or with <think>…</think>.',
  log: 'Event logs exported from Sprintscope (.jsonl), lossless.',
  'html-page':
    'Player pages exported from Sprintscope (.html): the log in them is read, nothing of them runs.',
  'chat-jsonl': 'Fine-tuning rows {"messages": […]} whose assistant message is a trajectory.',
  'table-jsonl': 'Rows with a column of trajectories.',
  'table-csv': 'The same as CSV, for example result tables.',
  'answer-key':
    'Right answers as JSONL or CSV, with the columns of MATH-500, GSM8K, AIME or GPQA, joined to traces by id or question.',
};

/** What can be read, how files are paired, and what the limits are. */
export function ImportGuide() {
  const { maxFileBytes, maxArchiveBytes, maxExpandedBytes, maxFiles, maxArchiveDepth, maxRatio } =
    importLimits;
  return (
    <div className="mt-8 grid gap-x-10 gap-y-8 text-ui lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
      <section aria-labelledby="formats-heading">
        <h2 id="formats-heading" className="mb-2.5 font-semibold text-[15px] tracking-[-0.01em]">
          What can be read
        </h2>
        <dl className="divide-y divide-line-soft rounded-xl border border-line bg-panel px-4">
          {Object.entries(descriptions).map(([format, description]) => (
            <div
              key={format}
              className="grid gap-x-4 py-2.5 leading-relaxed sm:grid-cols-[9rem_minmax(0,1fr)]"
            >
              <dt className="font-medium">{formatLabels[format as FileFormat]}</dt>
              <dd className="break-words text-mute">{description}</dd>
            </div>
          ))}
        </dl>
      </section>
      <div className="space-y-7 leading-relaxed">
        <section aria-labelledby="pairs-heading">
          <h2 id="pairs-heading" className="mb-1.5 font-semibold text-[15px] tracking-[-0.01em]">
            Pairs
          </h2>
          <p className="text-mute">
            A SPRINT and a sequential trace belong together by the ID in their names (
            <Code>planner_trajectory_12.txt</Code>, <Code>base_model_trajectory_12.txt</Code>), by the ID of
            their rows, or by the same question. A sequential text without a question takes its partner’s.
            Pairs can be corrected before the import.
          </p>
        </section>
        <section aria-labelledby="limits-heading">
          <h2 id="limits-heading" className="mb-1.5 font-semibold text-[15px] tracking-[-0.01em]">
            Limits
          </h2>
          <p className="text-mute">
            {formatInteger(maxFiles)} files at once, {formatBytes(maxFileBytes)} a file. Archives up to{' '}
            {formatBytes(maxArchiveBytes)}, {maxArchiveDepth} within each other, unfolding to at most{' '}
            {formatBytes(maxExpandedBytes)} and {maxRatio} times their size. What is over a limit is named
            with the reason; the rest goes on.
          </p>
        </section>
        <section aria-labelledby="stays-heading">
          <h2 id="stays-heading" className="mb-1.5 font-semibold text-[15px] tracking-[-0.01em]">
            Where it goes
          </h2>
          <p className="text-mute">
            Files are read in this tab and the traces stored on your Sprintscope server, nowhere else. A trace
            without times is timed by its tokens.
          </p>
        </section>
      </div>
    </div>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code className="inline-block max-w-full break-all rounded bg-line-soft px-1 py-0.5 font-mono text-xs">
      {children}
    </code>
  );
}
