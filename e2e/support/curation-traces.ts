/** Sequential traces made here, which rules take apart into independent methods and checks. */

/** Three ways to a sum, a check, and the answer. */
export function parallelTrace(a: number, b: number): string {
  const sum = a + b;
  return `<think>
Okay, so I need to find the sum of ${a} and ${b}. There are several ways to do this. I could count on, split into tens, or use a formula.

First, let me count on from ${a}. I start at ${a} and go ${b} steps further. After the first few steps I am well past ${a}. At the end of the ${b} steps I stand at ${sum}. So counting on gives ${sum}.

Alternatively, I can split both into tens and ones. The tens of ${a} are ${Math.floor(a / 10) * 10} and the ones are ${a % 10}. The tens of ${b} are ${Math.floor(b / 10) * 10} and the ones are ${b % 10}. Adding tens to tens and ones to ones gives ${sum}. So splitting gives ${sum}.

Another way is to use the mean of both. The mean of ${a} and ${b} is ${sum / 2}. Twice the mean is the sum. Twice ${sum / 2} is ${sum}. So the mean gives ${sum}.

Wait, let me check the first way by going back. From ${sum} I go back ${b} steps. The first steps back bring me below ${sum}. After all of them I stand at ${a} again. That is where I began.

Therefore all ways agree and the sum is ${sum}.
</think>

The sum is $\\boxed{${sum}}$.
`;
}

export interface CurationRowText {
  readonly id: string;
  readonly problem: string;
  readonly reasoning: string;
  readonly answer: string;
}

/** Rows of a data set; in every fourth, the known answer differs from the trace's result. */
export function curationRows(count: number): CurationRowText[] {
  return Array.from({ length: count }, (_, index) => {
    const a = 20 + index;
    const b = 32 + index;
    return {
      id: `sum-${index}`,
      problem: `Number ${index}: what is the sum of ${a} and ${b}?`,
      reasoning: parallelTrace(a, b),
      answer: index % 4 === 3 ? String(a + b + 1) : String(a + b),
    };
  });
}

export const jsonLines = (rows: readonly object[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');

/** The authors' three files of one small record of three steps, two of them side by side. */
export const authorsFiles = {
  'component_separation_5.txt': `### Component 1 (Lines 1-4)
- **Description:** Setting the sum up.
- **Plan:** Lines 1-1
- **Prompt:** Write the sum down as it is asked for.
- **Execution:** Lines 2-4
- **Comment:** Lines not found

### Component 2 (Lines 5-9)
- **Description:** Counting on.
- **Plan:** Lines 5-5
- **Prompt:** Find the sum by counting on.
- **Execution:** Lines 6-9
- **Comment:** Lines not found

### Component 3 (Lines 10-14)
- **Description:** Splitting into tens.
- **Plan:** Lines 10-10
- **Prompt:** Find the sum by splitting into tens and ones.
- **Execution:** Lines 11-14
- **Comment:** Lines not found
`,
  'component_inline_5.txt': `### Component 1
<description>
Setting the sum up.
</description>

<plan>
I need the sum of 20 and 32.
</plan>

<prompt>
Write the sum down as it is asked for.
</prompt>

<execution>
The sum is 20 + 32. Both are whole numbers. Nothing else is asked for.
</execution>


### Component 2
<description>
Counting on.
</description>

<plan>
I can count on from 20.
</plan>

<prompt>
Find the sum by counting on.
</prompt>

<execution>
I start at 20. I go ten steps to 30. I go twenty more to 50. Two more make 52.
</execution>


### Component 3
<description>
Splitting into tens.
</description>

<plan>
Or I can split into tens and ones.
</plan>

<prompt>
Find the sum by splitting into tens and ones.
</prompt>

<execution>
The tens are 20 and 30. Together they are 50. The ones are 0 and 2. So the sum is 52.
</execution>
`,
  'created_dag_5.json': '{"1": [], "2": [1], "3": [1]}',
};
