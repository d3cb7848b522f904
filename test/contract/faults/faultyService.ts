import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Alarm, SetAlarm } from '../../../src/backends/http/clock.js';
import { loopTurns } from '../processes/loopTurns.js';

/** What becomes of a request. */
export type FaultKind =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A function is given the body of the request. */
      readonly body?: string | ((request: string) => string);
    }
  /** Cuts the connection in the middle of the request's body, or before an answer. */
  | 'cut'
  /** Does the work and cuts the connection in the middle of the reply. */
  | 'cut reply'
  /** Never answers. */
  | 'stall'
  /** Does the work, sends half of the reply and then nothing. */
  | 'stall reply';

export interface FaultRule {
  readonly method: string;
  /** Of the whole path. */
  readonly path: RegExp;
  readonly kind: FaultKind;
  /** So often; every time when left out. */
  readonly times?: number;
}

export interface FaultyService {
  /** A bare origin. */
  readonly origin: string;
  /** `METHOD path`, without the query. */
  readonly seen: string[];
  /** For `ServiceOptions.setAlarm`: rings when a request is stalled, and at no other time. */
  readonly setAlarm: SetAlarm;
  /** The lengths, in milliseconds, of the times that were up. */
  readonly rung: number[];
  set(rule: FaultRule | undefined): void;
  close(): Promise<void>;
}

/**
 * Stands before the embedded service, its storage too, and spoils what it is told to: so each fault
 * strikes where it is meant to, and what is behind it goes on truly.
 */
export async function startFaultyService(serviceUrl: string): Promise<FaultyService> {
  const seen: string[] = [];
  const rung: number[] = [];
  const alarms = new Map<Alarm, { readonly ms: number; readonly ring: () => void }>();
  let rule: FaultRule | undefined;
  let struck = 0;
  let storage = '';

  const ringAll = () => {
    // What was sent last is on its way to the client still.
    void loopTurns(50).then(() => {
      for (const [alarm, { ms, ring }] of alarms) {
        alarms.delete(alarm);
        rung.push(ms);
        ring();
      }
    });
  };

  const strikes = (method: string, path: string): FaultKind | undefined => {
    if (!rule || rule.method !== method || !rule.path.test(path)) return undefined;
    if (struck >= (rule.times ?? Infinity)) return undefined;
    struck += 1;
    return rule.kind;
  };

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse, fault?: FaultKind) => {
    const url = incoming.url ?? '/';
    const isStorage = url.startsWith('/storage/');
    const target = isStorage
      ? new URL(url.slice('/storage'.length), storage)
      : new URL(url, serviceUrl);
    const { method, headers } = incoming;
    const onward = request(target, { method, headers: { ...headers, host: target.host } });
    onward.on('error', () => incoming.socket.destroy());
    onward.on('response', (reply) => {
      const { location } = reply.headers;
      const moved = location === undefined ? undefined : new URL(location, target);
      if (moved) storage = moved.origin;
      const told = { ...reply.headers, ...(moved && { location: `/storage${moved.pathname}` }) };
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const body = Buffer.concat(chunks);
        outgoing.writeHead(reply.statusCode ?? 500, told);
        if (fault === undefined) outgoing.end(body);
        else {
          outgoing.flushHeaders();
          outgoing.write(body.subarray(0, body.length >> 1), () => {
            if (fault === 'cut reply') void loopTurns(50).then(() => outgoing.destroy());
            else ringAll();
          });
        }
      });
    });
    incoming.pipe(onward);
  };

  const server = createServer((incoming, outgoing) => {
    const method = incoming.method ?? '';
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    seen.push(`${method} ${path}`);
    incoming.on('error', () => undefined);
    const fault = strikes(method, path);
    if (fault === undefined) forward(incoming, outgoing);
    else if (fault === 'cut reply' || fault === 'stall reply') forward(incoming, outgoing, fault);
    else if (fault === 'cut')
      incoming
        .once('data', () => incoming.socket.destroy())
        .once('end', () => incoming.socket.destroy());
    else if (fault === 'stall') incoming.resume().once('end', ringAll);
    else {
      void text(incoming).then((request) => {
        const { body = '' } = fault;
        const said = typeof body === 'string' ? body : body(request);
        outgoing.writeHead(fault.status, fault.headers).end(said);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    rung,
    setAlarm: (ms, ring) => {
      const alarm: Alarm = {
        restart: (anew) => {
          if (alarms.has(alarm)) alarms.set(alarm, { ms: anew, ring });
        },
        stop: () => void alarms.delete(alarm),
      };
      alarms.set(alarm, { ms, ring });
      return alarm;
    },
    set: (next) => {
      rule = next;
      struck = 0;
      seen.length = 0;
      rung.length = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
