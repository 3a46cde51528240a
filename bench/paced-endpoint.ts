import http from 'node:http';
import { scriptSession } from './scripted-session.ts';

/**
 * An OpenAI-compatible completions endpoint in a process of its own, which streams a scripted session at an exact
 * pace per stream. `node bench/paced-endpoint.ts '{"rate":200,…}'`; prints its port.
 */
const { rate, ...shape } = JSON.parse(process.argv[2] ?? '{}');
const session = scriptSession({
  ...shape,
  executionTokens: (stage, branch) => shape.shortest + ((stage * 31 + branch * 17) % 8) * shape.step,
});

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const startedMs = performance.now();
    const { prompt } = JSON.parse(body) as { prompt: string };
    const tokens = session.reply(prompt);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let sent = 0;
    const send = () => {
      if (response.destroyed) return;
      const due = Math.min(tokens.length, Math.floor(((performance.now() - startedMs) / 1000) * rate));
      if (due > sent) {
        const text = tokens.slice(sent, due).join('');
        response.write(`data: ${JSON.stringify({ choices: [{ index: 0, text, finish_reason: null }] })}\n\n`);
        sent = due;
      }
      if (sent < tokens.length)
        return setTimeout(send, Math.max(0, startedMs + ((sent + 1) / rate) * 1000 - performance.now()));
      response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, text: '', finish_reason: 'stop' }] })}\n\n`,
      );
      response.end('data: [DONE]\n\n');
    };
    send();
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port));
