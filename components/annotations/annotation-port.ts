import { form } from '#components/api/answer-check.ts';
import { request } from '#components/api/send.ts';
import type { PageSource } from '#components/playback/playback-types.ts';
import {
  type Annotation,
  type AnnotationDraft,
  type AnnotationOf,
  MOST_ANNOTATION_CHARACTERS,
} from '#lib/trace/annotations.ts';

/**
 * Where people's annotations of a session are stored. Both methods return all of them, and throw errors that
 * `reportFailure` can show.
 */
export interface AnnotationPort {
  load(signal: AbortSignal): Promise<readonly Annotation[]>;
  add(annotation: AnnotationDraft): Promise<readonly Annotation[]>;
  /** Asks a model to judge a finding, or the whole trace; null where no server can ask one. */
  readonly ask: ((request: OpinionRequest, signal: AbortSignal) => Promise<readonly Annotation[]>) | null;
}

export interface OpinionRequest {
  readonly endpointId: string;
  /** The finding; absent for the whole trace. */
  readonly about?: AnnotationOf<'opinion'>['about'];
}

/** Null where nothing can be stored: a page without a server shows only the annotations in its file. */
export function annotationPort(source: PageSource): AnnotationPort | null {
  switch (source.kind) {
    case 'session':
      return serverPort(`/api/sessions/${encodeURIComponent(source.id)}`);
    case 'example':
      return browserPort(`sprintscope-annotations-${source.slug}`);
    case 'embedded':
      return null;
  }
}

const answerForm = form('storedAnnotationsSchema');

const serverPort = (path: string): AnnotationPort => ({
  load: async (signal) =>
    (await request(answerForm, 'GET', `${path}/annotations`, undefined, signal)).annotations,
  add: async (annotation) =>
    (await request(answerForm, 'POST', `${path}/annotations`, annotation)).annotations,
  ask: async (wanted, signal) =>
    (await request(answerForm, 'POST', `${path}/opinions`, wanted, signal)).annotations,
});

/** Browsers keep 5 MB for all of a site. */
const MOST_IN_BROWSER = MOST_ANNOTATION_CHARACTERS / 4;

/** An example is no stored session: its annotations stay in this browser. */
const browserPort = (name: string): AnnotationPort => ({
  load: () => readAll(name),
  async add(annotation) {
    const before = await readAll(name);
    const stamp = { type: 'annotation', seq: before.length, madeAt: new Date().toISOString() } as const;
    const all = [...before, { ...annotation, ...stamp } as Annotation];
    const text = JSON.stringify(all);
    if (text.length > MOST_IN_BROWSER) throw new Error('This browser keeps no more notes of this example.');
    localStorage.setItem(name, text);
    return all;
  },
  ask: null,
});

/** What is no annotation there, or was written by another version, is none. The schema is fetched where something is kept. */
async function readAll(name: string): Promise<readonly Annotation[]> {
  const kept = localStorage.getItem(name);
  if (kept === null) return [];
  try {
    const { annotationSchema } = await import('#lib/trace/annotation-schema.ts');
    const content: unknown = JSON.parse(kept);
    const parsed = (Array.isArray(content) ? content : []).map((one) => annotationSchema.safeParse(one));
    return parsed.every(({ success }) => success) ? parsed.flatMap(({ data }) => data ?? []) : [];
  } catch {
    return [];
  }
}
