'use client';

import { Download } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { SelectionNote } from '#components/annotations/selection-note.tsx';
import { useNotePassages } from '#components/annotations/use-note-passages.ts';
import { useOpenPassages } from '#components/doctor/use-open-passages.ts';
import { useSession } from '#components/playback/session-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { downloadText } from '#components/ui/download.ts';
import { transcriptParts, writeTranscript } from '#lib/protocol/writer.ts';
import { TaggedText } from './tagged-text.tsx';

/** The session as its plain tagged transcript, up to the playhead; thinking is folded in its place. */
export function TranscriptView() {
  const trace = useSession((session) => session.trace);
  const parts = useMemo(() => transcriptParts(trace), [trace]);
  const body = useRef<HTMLDivElement>(null);
  useOpenPassages(body, 'doctor-transcript', 'all');
  useNotePassages(body, 'note-transcript', 'all');
  return (
    <section aria-label="Transcript" className="absolute inset-0 overflow-y-auto bg-panel">
      <div className="sticky top-0 z-[1] flex gap-1.5 border-line-soft border-b bg-panel/95 px-5 py-2 backdrop-blur-sm">
        <CopyButton text={() => writeTranscript(trace)} />
        <Button
          size="sm"
          icon={<Download size={13} aria-hidden="true" />}
          onClick={() => downloadText(writeTranscript(trace), 'transcript.txt')}
        >
          Download
        </Button>
      </div>
      <div ref={body} className="mx-auto max-w-[86ch] px-5 pt-4 pb-16">
        <TaggedText parts={parts} folded />
      </div>
      <SelectionNote container={body} />
    </section>
  );
}
