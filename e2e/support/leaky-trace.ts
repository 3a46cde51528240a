/** Execution 1.2 knows what only 1.1 found out; the plan states the result that 1.1 has to find. */
export const leaky = `<Question> How much fence does a garden of 17 by 23 metres need? </Question>
<think>
<Plan_1>
Let me see. <prompt_1.1> Find the length of the fence. </prompt_1.1> So with the gate it is 83.5 metres.
<prompt_1.2> Find the area of the turf. </prompt_1.2>
</Plan_1>
<Execution_1>
<execution_1.1> Twice 40 is 80, and with the gate it is 83.5 metres. </execution_1.1>
<execution_1.2> The turf is 17 * 23 = 391 square metres. </execution_1.2>
</Execution_1>
<Plan_2>
Check both. <prompt_2.1> Measure the diagonal. </prompt_2.1> <prompt_2.2> Weigh the turf. </prompt_2.2>
</Plan_2>
<Execution_2>
<execution_2.1> It is about 28.61 metres. </execution_2.1>
<execution_2.2> As we found earlier, the diagonal is 28.61 metres. The turf weighs a ton. </execution_2.2>
</Execution_2>
<Final_answer> \\boxed{83.5} </Final_answer>
</think>`;

export const leakyQuestion = 'How much fence does a garden of 17 by 23 metres need?';
