/** A task named by its number, and where: "execution_1.2", "prompt 1.2". */
export interface NamedTask {
  readonly stage: number;
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

const NAMED = /\b(?:execution|prompt|branch|task)s?[ _]?(\d{1,4})\.(\d{1,4})(?!\d|\.\d)/gi;

export function namedTasks(text: string): NamedTask[] {
  return [...text.matchAll(NAMED)].map((match) => ({
    stage: Number(match[1]),
    index: Number(match[2]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
