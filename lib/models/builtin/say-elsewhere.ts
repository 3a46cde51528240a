/** The reply to a question that is no Countdown puzzle: what this is, what it can do, how to get a model. No box. */
export const elsewhere = `This is the built-in reasoner of Sprintscope. It is rule-based, not a language model, and it solves one kind of question only: Countdown puzzles with three to six whole numbers (1 to 1,000), + − × ÷ and a target.

For example: use 3, 5, 7, 11, each once, to make 49.

For any other question, connect a language model: open Settings and add an endpoint (a local server such as vLLM, llama.cpp, Ollama or LM Studio, or any OpenAI-compatible service), or start Sprintscope with SPRINT_BASE_URL and SPRINT_MODEL set.`;
