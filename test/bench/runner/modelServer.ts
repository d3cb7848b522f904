/**
 * A model server in a process of its own, as cheap as can be: chat completions as OpenAI's API has
 * them, over a bare socket. Its base URL holds how long it takes over each answer:
 *
 *     node modelServer.js            prints its origin; `${origin}/50/v1` answers after 50 ms
 *
 * The model `judge` answers with a verdict, in the words of every grader that asks here; any other
 * with text. Both follow from the request alone. `GET /figures` tells what came since it was last asked,
 * as `ServerFigures`. It ends with its input.
 */
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

export interface ServerFigures {
  /** Completions, by kind. */
  readonly generated: number;
  readonly judged: number;
  /** Completions under way at a time, at most. */
  readonly most: number;
  /** From the last byte of a request to its answer, on average. */
  readonly meanMs: number;
  /** The last requests of each kind, so that others can send the same. */
  readonly samples: { readonly generate: string; readonly judge: string };
}

interface Answer {
  readonly socket: Socket;
  readonly body: string;
  readonly cameAt: number;
  readonly dueAt: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = Buffer.from('content-length:');
const LENGTH_CAPITAL = Buffer.from('Content-Length:');
const JUDGE = Buffer.from('"model":"judge"');
const EMPTY = Buffer.alloc(0);
const SPACE = 0x20;
const FILLER = 'The answer gives what was asked for, in a few plain sentences. '.repeat(4);

/** Answers that wait for their time, by how long each takes: those of one latency end in order. */
const lanes = new Map<number, Answer[]>();
let figures = fresh();
let underWay = 0;
let pumping = false;

const server = createServer({ noDelay: true }, (socket) => {
  let rest: Buffer = EMPTY;
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const headEnd = rest.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const bodyStart = headEnd + HEAD_END.length;
      const bodyEnd = bodyStart + contentLength(rest.subarray(0, bodyStart));
      if (rest.length < bodyEnd) return;
      const path = rest.toString('latin1', rest.indexOf(SPACE) + 1, 64);
      const body = rest.subarray(bodyStart, bodyEnd);
      if (path.startsWith('/figures ')) tellFigures(socket);
      else complete(socket, Number(/^\/(\d+)\//.exec(path)?.[1] ?? 0), body);
      rest = bodyEnd === rest.length ? EMPTY : rest.subarray(bodyEnd);
    }
  });
  // A client that is killed or gives up resets its connections.
  socket.on('error', () => socket.destroy());
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // it listens on TCP
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));

function contentLength(head: Buffer): number {
  const lower = head.indexOf(LENGTH);
  const at = lower < 0 ? head.indexOf(LENGTH_CAPITAL) : lower;
  return at < 0 ? 0 : Number.parseInt(head.toString('latin1', at + LENGTH.length, at + 32), 10);
}

function complete(socket: Socket, latencyMs: number, body: Buffer): void {
  const cameAt = performance.now();
  underWay += 1;
  figures.most = Math.max(figures.most, underWay);
  const isJudge = body.indexOf(JUDGE) >= 0;
  if (isJudge) figures.judged += 1;
  else figures.generated += 1;
  // The first ones are kept whole by the socket's memory otherwise: a copy, once in a while.
  if ((isJudge ? figures.judged : figures.generated) % 1000 === 1) {
    figures.samples[isJudge ? 'judge' : 'generate'] = body.toString('utf8');
  }
  const answer = {
    socket,
    body: completion(body, isJudge),
    cameAt,
    dueAt: cameAt + latencyMs,
  };
  if (latencyMs === 0) {
    send(answer);
    return;
  }
  const lane = lanes.get(latencyMs);
  if (lane) lane.push(answer);
  else lanes.set(latencyMs, [answer]);
  if (pumping) return;
  pumping = true;
  pump();
}

/**
 * Sends what is due, never before its time. Timers count in whole milliseconds: the last one is spent
 * in naps of a tenth, between which the sockets are read.
 */
function pump(): void {
  const now = performance.now();
  let next = Infinity;
  for (const lane of lanes.values()) {
    let sent = 0;
    for (const answer of lane) {
      if (answer.dueAt > now) break;
      send(answer);
      sent += 1;
    }
    if (sent > 0) lane.splice(0, sent);
    next = Math.min(next, lane[0]?.dueAt ?? Infinity);
  }
  if (next === Infinity) {
    pumping = false;
    return;
  }
  const wait = next - performance.now();
  if (wait > 2) {
    setTimeout(pump, Math.floor(wait) - 1);
    return;
  }
  if (wait > 0.1) nap();
  setImmediate(pump);
}

const napping = new Int32Array(new SharedArrayBuffer(4));
function nap(): void {
  Atomics.wait(napping, 0, 0, 0.1);
}

function send({ socket, body, cameAt }: Answer): void {
  underWay -= 1;
  figures.answered += 1;
  figures.totalMs += performance.now() - cameAt;
  write(socket, body);
}

function write(socket: Socket, body: string): void {
  socket.write(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function completion(request: Buffer, isJudge: boolean): string {
  const seed = crc32(request);
  const good = seed % 4 > 0;
  const verdict = {
    feedback: `Reason ${seed}.`,
    label: good ? 'good' : 'bad',
    // What llm-rubric reads.
    reason: `Reason ${seed}.`,
    score: good ? 1 : 0,
    pass: good,
  };
  const content = isJudge ? JSON.stringify(verdict) : `Answer ${seed}. ${FILLER}`;
  const completion_tokens = content.length >> 2;
  const prompt_tokens = request.length >> 2;
  return JSON.stringify({
    id: `chatcmpl-${seed}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: isJudge ? 'judge' : 'generator',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
  });
}

function tellFigures(socket: Socket): void {
  const { answered, totalMs, ...rest } = figures;
  figures = fresh();
  write(
    socket,
    JSON.stringify({
      ...rest,
      meanMs: answered > 0 ? totalMs / answered : 0,
    } satisfies ServerFigures),
  );
}

function fresh() {
  return {
    generated: 0,
    judged: 0,
    most: 0,
    answered: 0,
    totalMs: 0,
    samples: { generate: '', judge: '' },
  };
}
