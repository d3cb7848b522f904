import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chatRoute, firstIssue } from './chatRoute.js';
import { createDemoChat } from './demoChat.js';
import { createDemoFiles } from './demoFiles.js';
import { createDemoJobs } from './demoJobs.js';
import { folderStorage, memoryStorage } from './demoStorage.js';
import { createFaults, faultsSchema } from './faults.js';
import type { Fault, Faults } from './faults.js';
import { fileRoutes, storageRoute } from './fileRoutes.js';
import { close, createReplyServer, listen } from './httpServer.js';
import { jobRoutes } from './jobRoutes.js';
import { endpointsRoute, modelListRoute, modelsRoute, whoamiRoute } from './listRoutes.js';
import { failure, json, ReplyError } from './reply.js';
import type { DemoReply, DemoRequest } from './reply.js';
import { WATCHABLE_PACE } from './runJob.js';
import type { DemoPace } from './runJob.js';

export interface DemoOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** Another seed, other answers and verdicts. Default 1. */
  readonly seed?: number;
  /** Folder for files and jobs, absolute; absent: they live in memory. */
  readonly folder?: string;
  /** Absent: a random one. */
  readonly apiKey?: string;
  /** Faults that are switched on from the start; see also `POST /_faults`. */
  readonly faults?: readonly Fault[];
  /** How fast jobs go on; default: so that a person can watch. */
  readonly pace?: DemoPace;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface DemoService {
  /** Ends with `/v1`. */
  readonly url: string;
  readonly apiKey: string;
  readonly faults: Faults;
  close(): Promise<void>;
}

const PREFIX = '/v1';

/**
 * Starts the embedded service on 127.0.0.1: the evaluation service's API with a scripted judge and
 * model. It calls nobody. Rejects where the port is taken.
 */
export async function startDemoService(options: DemoOptions = {}): Promise<DemoService> {
  const { port = 0, seed = 1, now = Date.now } = options;
  const apiKey = options.apiKey ?? `demo-${randomBytes(24).toString('hex')}`;
  const faults = createFaults(options.faults);
  const stop = new AbortController();
  const { folder, pace = WATCHABLE_PACE } = options;
  const storage = folder === undefined ? memoryStorage() : await folderStorage(folder, now());
  const files = createDemoFiles(storage, now);
  const chat = createDemoChat(seed, faults);
  const tools = { files, chat, faults, pace, seed, signal: stop.signal };
  const jobs = createDemoJobs({ ...tools, storage, now });
  let storageOrigin = '';

  const route = async (request: DemoRequest): Promise<DemoReply> => {
    const { method, path } = request;
    if (!hasKey(request, apiKey)) return unauthorized(request);
    switch (`${method} ${path}`) {
      case 'POST /_faults':
        return setFaults(request, faults);
      case 'GET /whoami':
        return whoamiRoute();
      case 'GET /models':
        return modelsRoute(request);
      case 'GET /endpoints':
        return endpointsRoute(request);
      case 'GET /evaluation/model-list':
        return modelListRoute(request);
      case 'POST /chat/completions':
        return chatRoute(request, { seed, faults, now });
    }
    const reply =
      (await fileRoutes(request, { files, faults, storageOrigin: () => storageOrigin })) ??
      (await jobRoutes(request, { files, jobs, faults }));
    return reply ?? noSuchRoute(request);
  };

  const common = { faults, stop: stop.signal };
  const server = createReplyServer({ ...common, prefix: PREFIX }, route);
  const storageServer = createReplyServer({ ...common, prefix: '' }, (request) =>
    storageRoute(request, files),
  );
  const bound = await listen(server, port);
  storageOrigin = `http://127.0.0.1:${await listen(storageServer, 0)}`;
  return {
    url: `http://127.0.0.1:${bound}${PREFIX}`,
    apiKey,
    faults,
    close: async () => {
      stop.abort();
      await jobs.settled();
      await Promise.all([close(server), close(storageServer)]);
    },
  };
}

/** The paths and the methods that each knows. */
const ROUTES: readonly (readonly [path: RegExp, methods: readonly string[]])[] = [
  [/^\/(whoami|models|endpoints|evaluation\/model-list)$/, ['GET']],
  [/^\/(chat\/completions|files\/upload|_faults)$/, ['POST']],
  [/^\/(files|evaluation)$/, ['GET', 'POST']],
  [/^\/evaluation\/[^/]+(\/status)?$/, ['GET']],
  [/^\/files\/[^/]+$/, ['GET', 'DELETE']],
  [/^\/files\/[^/]+\/content$/, ['GET']],
  [/^\/files\/[^/]+\/preprocess$/, ['POST']],
];

function noSuchRoute({ method, path }: DemoRequest): DemoReply {
  const [, methods] = ROUTES.find(([known]) => known.test(path)) ?? [];
  if (!methods || methods.includes(method)) {
    return failure(404, `No such route: ${method} ${path}.`);
  }
  const refused = failure(405, `${path} takes ${methods.join(' or ')}, not ${method}.`);
  return { ...refused, headers: { ...refused.headers, allow: methods.join(', ') } };
}

function hasKey(request: DemoRequest, apiKey: string): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(apiKey));
}

/** As seen on the real service: plain text from the list of models, else the envelope. */
function unauthorized({ method, path }: DemoRequest): DemoReply {
  if (`${method} ${path}` === 'GET /models') return { status: 401, body: 'Unauthorized' };
  return failure(401, 'Invalid API key provided.', 'invalid_api_key');
}

/** Takes the place of every fault so far; an empty list switches them off. */
async function setFaults(request: DemoRequest, faults: Faults): Promise<DemoReply> {
  const text = (await request.body()).toString('utf8');
  const parsed = faultsSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new ReplyError(failure(400, firstIssue(parsed.error)));
  faults.set(parsed.data);
  return json({ faults: faults.list() });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
