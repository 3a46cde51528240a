/** A small record in the format of the SPRINT authors' files, written for tests: 16 lines, 5 steps. */
export const separation = `### Component 1 (Lines 1-2)
- **Description:** Setting the sum up.
- **Plan:** Line 1
- **Prompt:** Write the sum down.
- **Execution:** Line 2
- **Comment:** Lines not found

### Component 2 (Lines 3-7)
- **Description:** Adding from the left.
- **Plan:** Lines 3-3
- **Prompt:** Add from the left.
- **Execution:** Lines 4-7
- **Comment:** Lines not found

### Component 3 (Lines 9-13)
- **Description:** Adding from the right.
- **Plan:** Line 9
- **Prompt:** Add from the right.
- **Execution:** Lines 10-13
- **Comment:** Lines 14

### Component 4 (Lines 15-15)
- **Description:** Comparing.
- **Plan:** Lines not found
- **Prompt:** Compare both.
- **Execution:** Line 15
- **Comment:** Lines not found

### Component 5 (Lines 16)
- **Description:** Concluding.
- **Plan:** Lines 16
- **Prompt:** Conclude.
- **Execution:** Lines not found
- **Comment:** Lines not found`;

export const inline = `### Component 1
<description>
Setting the sum up.
</description>

<plan>
I have to add 2, 3 and 4.
</plan>

<prompt>
Write the sum down.
</prompt>

<execution>
That is 2 + 3 + 4.
</execution>


### Component 2
<description>
Adding from the left.
</description>

<plan>
Let me go from the left.
</plan>

<prompt>
Add from the left.
</prompt>

<execution>
First 2 + 3. That is 5.

Then 5 + 4. That is 9.
</execution>


### Component 3
<description>
Adding from the right.
</description>

<plan>
Alternatively, from the right.
</plan>

<prompt>
Add from the right.
</prompt>

<execution>
First 3 + 4. That is 7. Then 2 + 7. That is 9.
</execution>


### Component 4
<description>
Comparing.
</description>

<plan>
None
</plan>

<prompt>
Compare both.
</prompt>

<execution>
Both ways agree.
</execution>


### Component 5
<description>
Concluding.
</description>

<plan>
So it is 9.
</plan>

<prompt>
Conclude.
</prompt>

<execution>
None
</execution>
`;

export const dag = '{"1": [], "2": [1], "3": [1], "4": [2, 3], "5": [4]}';
