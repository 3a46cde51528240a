'use client';

import { useSession } from '#components/playback/session-context.tsx';
import { Markdown } from '#components/transcript/markdown.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';

export function QuestionText() {
  const question = useSession((session) => session.latest.session?.question ?? '');
  return (
    <>
      <Markdown text={question} />
      <CopyButton text={() => question} className="mt-4" />
    </>
  );
}
