import fs from 'node:fs';
import path from 'node:path';
import { writeTranscript } from '#lib/protocol/writer.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';

/** The texts of a folder, else the recorded traces of public/traces as transcripts. */
export function sourceTexts(folder?: string): string[] {
  if (folder) return fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  const recorded = path.join(import.meta.dirname, '../public/traces');
  const logs = fs.readdirSync(recorded).filter((name) => name.endsWith('.jsonl'));
  return logs.flatMap((name) => {
    const parsed = parseLog(fs.readFileSync(path.join(recorded, name), 'utf8'));
    return parsed.ok ? [writeTranscript(foldEvents(parsed.events))] : [];
  });
}
