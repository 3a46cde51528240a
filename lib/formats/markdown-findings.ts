import { formatCount } from '#lib/base/format.ts';
import type { Finding, FindingKind } from '#lib/doctor/finding.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import type { Place } from '#lib/trace/events.ts';
import { code, inline } from './markdown-text.ts';

const titles: Readonly<Record<FindingKind, string>> = { fault: 'Faults', leak: 'Leaks', note: 'Notes' };

/** What the doctor found, faults first, and how sure each is. */
export function findingsSection(findings: readonly Finding[]): string {
  if (findings.length === 0) return '## Findings\n\nThe trace doctor found nothing.';
  const groups = (['fault', 'leak', 'note'] as const).flatMap((kind) => {
    const found = findings.filter((finding) => finding.kind === kind);
    return found.length === 0 ? [] : [`### ${titles[kind]}\n\n${found.map(item).join('\n')}`];
  });
  return [`## Findings\n\n${formatCount(findings.length, 'finding')} of the trace doctor.`, ...groups].join(
    '\n\n',
  );
}

function item({ code: name, severity, certainty, places, explanation }: Finding): string {
  const where = places.map(placeWords).filter(Boolean).join(', from ');
  const at = where === '' ? '' : ` in ${where}`;
  return `- **${severity}** ${code(name)}${at} (${certainty}): ${inline(explanation)}`;
}

export function placeWords({ stream, stage, index, offset }: Place): string {
  const name = stream
    ? streamName(stream).toLowerCase()
    : stage === undefined
      ? ''
      : index === undefined
        ? `stage ${stage}`
        : `prompt ${stage}.${index}`;
  return name === '' || offset === undefined ? name : `${name} at character ${offset}`;
}
