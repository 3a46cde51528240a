import { CircleCheck } from 'lucide-react';
import type { ApiError } from '#components/api/api-error.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { formatDuration, formatInteger } from '#components/ui/format.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import type { EndpointTest } from '#lib/contract/endpoints.ts';

export type TestState =
  | { status: 'running' }
  | { status: 'passed'; result: EndpointTest }
  | { status: 'failed'; error: ApiError };

/** What one small request showed: how soon and how fast the endpoint answered, and its text. */
export function TestResult({ state }: { state: TestState }) {
  switch (state.status) {
    case 'running':
      return (
        <p
          role="status"
          className="flex items-center gap-2.5 rounded-xl bg-line-soft px-3 py-2.5 text-mute text-ui"
        >
          <Spinner /> Asking it to count to twenty…
        </p>
      );
    case 'failed':
      return <ProblemNote error={state.error} />;
    case 'passed':
      return <Passed result={state.result} />;
  }
}

function Passed({ result }: { result: EndpointTest }) {
  const { timeToFirstTokenMs, tokensPerSecond, text, thinking, notices } = result;
  return (
    <div role="status" className="rounded-xl bg-ok-bg px-3 py-2.5 text-ui leading-snug">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="inline-flex items-center gap-1.5 font-medium text-ok">
          <CircleCheck size={16} aria-hidden="true" /> It answers
        </span>
        <span>
          {timeToFirstTokenMs === null
            ? 'no text came'
            : `first token after ${formatDuration(timeToFirstTokenMs)}`}
        </span>
        {tokensPerSecond === null ? null : <span>{formatInteger(tokensPerSecond)} tokens/s</span>}
      </p>
      {text ? (
        <p className="mt-1.5 line-clamp-3 break-words font-mono text-mute text-xs">{text.trim()}</p>
      ) : thinking ? (
        <p className="mt-1.5 text-mute text-xs">
          Only thinking came within the few tokens of this test; in a session it has more room.
        </p>
      ) : null}
      {notices.map((notice) => (
        <p key={notice.code + notice.explanation} className="mt-1.5 text-mute text-xs">
          {notice.explanation}
        </p>
      ))}
    </div>
  );
}
