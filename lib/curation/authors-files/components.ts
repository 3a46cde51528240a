/** One component with its fields verbatim; `line`: where the field, or the component, begins, from 1. */
export interface RawComponent {
  readonly number: number;
  readonly line: number;
  readonly fields: ReadonlyMap<FieldName, { readonly text: string; readonly line: number }>;
}

type FieldName = 'description' | 'plan' | 'prompt' | 'execution' | 'comment';

/** “Component 3 shows that …” in a description is not a heading. */
const HEADING = /^[\s#*>_-]{0,20}component[\s*_#]{0,5}(\d{1,6})[\s*_]{0,5}(?:$|[:(.–—-])/i;
const LABEL =
  /^[\s#*>_+-]{0,20}(description|plan|prompt|execution|comment)s?(?:\s{1,3}lines?)?[\s*_]{0,5}[:：][\s*_]{0,5}(.*)$/i;
const OPENING = /^\s*<(description|plan|prompt|execution|comment)s?\s*>(.*)$/i;
/** Of one file; the authors' files have some 30 kB. */
const MAX_LENGTH = 4 * 1024 * 1024;
/** The authors' files have 10 to 30; with this many, everything that follows still takes only seconds. */
const MAX_COMPONENTS = 5_000;

/** The components of a separation file: headings, each with labelled fields, whatever Markdown surrounds them. */
export const labelledComponents = (text: string): RawComponent[] => read(text, 'separation');

/** The components of an inline file: headings, and each part's text in tags of its own. */
export const taggedComponents = (text: string): RawComponent[] => read(text, 'inline');

/** @throws AuthorsFileError */
function read(text: string, file: AuthorsFile): RawComponent[] {
  if (text.length > MAX_LENGTH)
    throw new AuthorsFileError('too-large', { file }, 'It has more than 4 MB.', 'Give one trace’s file.');
  const components: RawComponent[] = [];
  const seen = new Map<number, number>();
  let field: { name: FieldName; line: number; lines: string[]; tagged: boolean } | null = null;
  let fields = new Map<FieldName, { text: string; line: number }>();
  const endField = () => {
    if (field && !fields.has(field.name))
      fields.set(field.name, { text: field.lines.join('\n').trim(), line: field.line });
    field = null;
  };
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|[\n\r]/)
    .forEach((raw, index) => {
      const line = index + 1;
      if (field?.tagged) {
        const close = raw.toLowerCase().indexOf(`</${field.name}`);
        field.lines.push(close < 0 ? raw : raw.slice(0, close));
        if (close >= 0) endField();
        return;
      }
      const heading = HEADING.exec(raw)?.[1];
      if (heading !== undefined) {
        endField();
        const number = Number(heading);
        const before = seen.get(number);
        if (before !== undefined)
          throw new AuthorsFileError(
            'bad-number',
            { file, line },
            `Component ${number} stands here and in line ${before}.`,
            'Give each component a number of its own.',
          );
        if (components.length >= MAX_COMPONENTS)
          throw new AuthorsFileError(
            'too-large',
            { file, line },
            `It has more than ${MAX_COMPONENTS} components.`,
            'Give one trace’s file.',
          );
        seen.set(number, line);
        fields = new Map();
        components.push({ number, line, fields });
        return;
      }
      if (components.length === 0) return;
      const [, name, rest = ''] = (file === 'inline' ? OPENING : LABEL).exec(raw) ?? [];
      if (name !== undefined) {
        endField();
        field = { name: name.toLowerCase() as FieldName, line, lines: [], tagged: file === 'inline' };
        const close = field.tagged ? rest.toLowerCase().indexOf(`</${field.name}`) : -1;
        field.lines.push(close < 0 ? rest : rest.slice(0, close));
        if (close >= 0) endField();
      } else field?.lines.push(raw);
    });
  endField();
  if (components.length === 0)
    throw new AuthorsFileError(
      'no-components',
      { file },
      'There is no component in it.',
      file === 'separation'
        ? 'It begins each with a line such as “### Component 1 (Lines 1-4)”. Check that the right file was given.'
        : 'It begins each with a line such as “### Component 1”, then <plan>, <prompt>, <execution>.',
    );
  return components;
}

/** The file that an error is about. */
type AuthorsFile = 'separation' | 'inline' | 'dag';

type AuthorsFileErrorType =
  | 'too-large'
  | 'no-components'
  | 'no-parts'
  | 'bad-number'
  | 'bad-lines'
  | 'other-trace'
  | 'not-json'
  | 'not-a-dag';

/** Why we cannot read a file of the SPRINT authors' pipeline: where, and what to do. */
export class AuthorsFileError extends Error {
  override readonly name = 'AuthorsFileError';
  readonly type: AuthorsFileErrorType;
  readonly file: AuthorsFile;
  /** From 1; null if the error is about the file as a whole. */
  readonly line: number | null;
  readonly remedy: string;

  constructor(
    type: AuthorsFileErrorType,
    where: { file: AuthorsFile; line?: number | null },
    problem: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    const { file, line = null } = where;
    super(`${fileNames[file]}${line === null ? '' : `, line ${line}`}: ${problem} ${remedy}`, options);
    this.type = type;
    this.file = file;
    this.line = line;
    this.remedy = remedy;
  }
}

const fileNames: Record<AuthorsFile, string> = {
  separation: 'component_separation',
  inline: 'component_inline',
  dag: 'created_dag',
};
