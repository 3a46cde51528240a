import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';

/**
 * A trace that the rules split into several steps: a task, three methods, a check, a conclusion. The split saves
 * tokens.
 */
export const sequentialTrace = (number = 0): string => {
  const [a, b] = [12 + number, 7 + (number % 5)];
  return [
    `Okay, I need to find the product of ${a} and ${b}. Let me think about how to do this.`,
    `First, let me use the area of a rectangle. The sides are ${a} and ${b}. Splitting ${a} into 10 and ${a - 10} gives two parts. The first part is ${10 * b}. The second part is ${(a - 10) * b}. Adding them gives ${a * b}.`,
    `Alternatively, I could add ${a} again and again. Two times ${a} is ${2 * a}. Four times ${a} is ${4 * a}, which is twice as much. Six times ${a} is ${6 * a}, and each further one adds ${a}. Going on like this until there are ${b} of them, I get ${a * b}. That is the same.`,
    `Wait, let me check by dividing. ${a * b} divided by ${b} should be ${a}. ${b} goes into ${a * b} exactly ${a} times. There is no remainder, since ${a} times ${b} uses up all of it. So it is right.`,
    `Another way is to go over the parts by tens. Ten rows of ${b} are ${10 * b}. A single row is ${b}, and ${a - 10} rows are ${(a - 10) * b}. Both parts lie beside each other and do not overlap. Together they are ${a * b} again, as a rectangle of ${a} rows would have it.`,
    `Therefore, the product is ${a * b}. So the answer is \\boxed{${a * b}}.`,
  ].join('\n\n');
};

/** JSONL rows of `question`, `trace` and `answer`; every trace is correct. */
export function dataSet(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const trace = sequentialTrace(index);
    const answer = /\\boxed\{(\d+)\}/.exec(trace)?.[1];
    return JSON.stringify({
      question: `What is product ${index}?`,
      trace: `<think>\n${trace}\n</think>\nIt is \\boxed{${answer}}.`,
      answer,
    });
  }).join('\n');
}

/** Requests of the workbench, as a test makes them; throws for any response that is not a success. */
export function curationClient(origin: string) {
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${origin}/api/curation/${path}`, {
      method,
      ...(typeof body === 'string'
        ? { body }
        : body !== undefined && {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? null : await response.json()) as T;
  }

  const batch = (id: string) => ask<CurationBatch>('GET', `batches/${id}`);

  return {
    origin,
    ask,
    batch,
    record: (id: string) => ask<CurationRecord>('GET', `records/${id}`),
    createBatch: async (file: string, query: Record<string, string> = {}) =>
      (
        await ask<{ id: string }>(
          'POST',
          `batches?${new URLSearchParams({ fileName: 'set.jsonl', ...query })}`,
          file,
        )
      ).id,
    /** Polls until `holds` is true: the server does not notify anybody by itself. */
    async until(id: string, holds: (view: CurationBatch) => boolean): Promise<CurationBatch> {
      for (;;) {
        const view = await batch(id);
        if (holds(view)) return view;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    /** All records of a batch, page by page. */
    async rows(batchId: string) {
      const rows: { id: string; index: number; status: string; attempts: number; question: string | null }[] =
        [];
      for (let cursor = ''; ; ) {
        const page = await ask<{ rows: typeof rows; nextCursor: string | null }>(
          'GET',
          `records?${new URLSearchParams({ batchId, limit: '100', ...(cursor && { cursor }) })}`,
        );
        rows.push(...page.rows);
        if (page.nextCursor === null) return rows;
        cursor = page.nextCursor;
      }
    },
  };
}
