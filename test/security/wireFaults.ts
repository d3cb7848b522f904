import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What a broken endpoint puts on the line in place of an answer. */
export interface WireFault {
  readonly name: string;
  /** The rest of the connection is the fault's. */
  strike(socket: Socket): void;
}

const CRLF = '\r\n';
const head = (status: string, ...headers: readonly string[]) =>
  ['HTTP/1.1 ' + status, ...headers, '', ''].join(CRLF);
const whole = (status: string, body: string | Buffer, ...headers: readonly string[]) =>
  Buffer.concat([
    Buffer.from(head(status, `content-length: ${Buffer.byteLength(body)}`, ...headers)),
    Buffer.from(body),
  ]);
const says = (name: string, ...parts: readonly (string | Buffer)[]): WireFault => ({
  name,
  strike: (socket) => {
    for (const part of parts) socket.write(part);
    socket.end();
  },
});
const JSON_TYPE = 'content-type: application/json';
const OTHER_JOB = JSON.stringify({
  workflow_id: 'eval-ffff-1767225600',
  type: 'classify',
  status: 'completed',
  results: { result_file_id: 'file-of-another-job' },
});

/** Faults of the line and of what comes over it; none of them is an answer. */
export const WIRE_FAULTS: readonly WireFault[] = [
  { name: 'closes at once', strike: (socket) => socket.destroy() },
  { name: 'resets', strike: (socket) => socket.resetAndDestroy() },
  {
    name: 'resets in the middle of a reply',
    strike: (socket) => {
      socket.write(
        `${head('200 OK', 'content-length: 1000', JSON_TYPE)}[{"workflow_id":"eval-`,
        () => socket.resetAndDestroy(),
      );
    },
  },
  says('ends before it has said all', `${head('200 OK', 'content-length: 1000')}{"data":[]}`),
  says('speaks no HTTP', Buffer.from([0, 255, 254, 1, 13, 10, 13, 10]), 'SSH-2.0-x\r\n'),
  says('has headers of 1 MB', `HTTP/1.1 200 OK${CRLF}x: ${'a'.repeat(1024 * 1024)}${CRLF}${CRLF}`),
  says('sends 2,000 informational replies', head('102 Processing').repeat(2000)),
  says('has two lengths', head('200 OK', 'content-length: 2', 'content-length: 70') + '{}'),
  says('has broken chunks', head('200 OK', 'transfer-encoding: chunked') + 'zz\r\n{}\r\n'),
  says('is no gzip where it says so', whole('200 OK', 'x', 'content-encoding: gzip')),
  says('is a page of success', whole('200 OK', '<html>Welcome</html>', 'content-type: text/html')),
  says('is cut JSON', whole('200 OK', '{"workflow_id":"eval-1","sta', JSON_TYPE)),
  says('is JSON of other types', whole('200 OK', '[1,null,"x",{"id":7}]', JSON_TYPE)),
  says('is empty', whole('200 OK', '', JSON_TYPE)),
  says('is in UTF-16', whole('200 OK', Buffer.from('{"a":1}', 'utf16le'), JSON_TYPE)),
  says('is another job', whole('200 OK', OTHER_JOB, JSON_TYPE)),
  says('redirects to a file', whole('302 Found', '', 'location: file:///etc/passwd')),
  says('redirects to nobody', whole('302 Found', '', 'location: http://127.0.0.1:9/x')),
  says('redirects to itself', whole('302 Found', '', 'location: /v1/x')),
  says('redirects with a password', whole('307 Moved', '', 'location: http://u:p@127.0.0.1:9/')),
];

const DRIPS = 60;

/** A byte and a byte and no end: `timeIsUp` is called in place of the time that it would take. */
export function dripping(timeIsUp: () => void): WireFault {
  return {
    name: 'sends a byte a second and never closes',
    strike: (socket) => {
      socket.write(head('200 OK', 'content-length: 1000000', JSON_TYPE));
      let left = DRIPS;
      const drip = () => {
        if (socket.destroyed) return;
        if (left === 0) return timeIsUp();
        left -= 1;
        socket.write('[');
        setImmediate(drip);
      };
      drip();
    },
  };
}

export interface WireProxy {
  /** A bare origin. */
  readonly origin: string;
  /** Requests that the fault struck. */
  readonly struck: number;
  /**
   * The fault strikes requests whose line fits, so often (every time when left out), once so many have
   * been let through.
   */
  set(fault: WireFault | undefined, site?: RegExp, times?: number, skipped?: number): void;
  /** Connections are cut and refused, or taken again at the same address. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** Passes connections on, byte for byte, except where a fault is to strike. */
export async function startWireProxy(target: URL): Promise<WireProxy> {
  let fault: WireFault | undefined;
  let site = /^/;
  let left = 0;
  let struck = 0;
  let toSkip = 0;
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const socket of [client, onward]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    onward.on('close', () => client.destroy());
    client.on('close', () => onward.destroy());
    onward.on('data', (data) => client.write(data));
    client.on('data', (data) => {
      const line = /^(?:GET|POST|PUT|DELETE) \S+/.exec(data.toString('latin1', 0, 1000))?.[0];
      if (!fault || line === undefined || !site.test(line) || left <= 0) {
        onward.write(data);
        return;
      }
      if (toSkip > 0) {
        toSkip -= 1;
        onward.write(data);
        return;
      }
      left -= 1;
      struck += 1;
      onward.removeAllListeners('data').removeAllListeners('close').destroy();
      client.removeAllListeners('data').on('data', () => undefined);
      fault.strike(client);
    });
  });
  const listen = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  await listen(0);
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    get struck() {
      return struck;
    },
    set: (next, where = /^/, times = Infinity, skipped = 0) => {
      toSkip = skipped;
      fault = next;
      site = where;
      left = times;
      struck = 0;
    },
    down,
    up: () => (server.listening ? Promise.resolve() : listen(port)),
    close: down,
  };
}
