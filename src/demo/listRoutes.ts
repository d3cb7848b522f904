import { DEMO_ENDPOINTS, DEMO_MODELS, EXTERNAL_SHORTCUTS } from './demoModels.js';
import { failure, json } from './reply.js';
import type { DemoReply, DemoRequest } from './reply.js';

const CREATED = 1_767_225_600;

/** `GET /whoami`. */
export function whoamiRoute(): DemoReply {
  return json({
    api_key_id: 'key-demo',
    organization_id: 'org-demo',
    organization_name: 'Embedded service',
    project_id: 'proj-demo',
    project_name: 'Demo',
    project_slug: 'demo',
  });
}

/** `GET /models?dedicated=`: a bare array. */
export function modelsRoute(request: DemoRequest): DemoReply {
  const dedicated = request.query.get('dedicated');
  if (!isFlag(dedicated)) return unknownValue('dedicated', dedicated);
  if (dedicated === 'true') {
    const started = DEMO_ENDPOINTS.filter(({ state }) => state === 'STARTED');
    return json(
      started.map(({ name }) => ({ id: name, object: 'model', created: CREATED, type: 'chat' })),
    );
  }
  return json(
    DEMO_MODELS.map((model) => ({
      id: model.id,
      object: 'model',
      created: CREATED,
      type: 'chat',
      display_name: model.id.split('/').at(-1),
      organization: model.organization,
      context_length: model.contextLength,
      pricing: { hourly: 0, input: model.input, output: model.output, base: 0, finetune: 0 },
    })),
  );
}

/** `GET /endpoints`; all of them are dedicated and belong to the caller. */
export function endpointsRoute(request: DemoRequest): DemoReply {
  const { query } = request;
  const [type, usage, mine] = [query.get('type'), query.get('usage_type'), query.get('mine')];
  if (!isOneOf(type, ['dedicated', 'serverless'])) return unknownValue('type', type);
  if (!isOneOf(usage, ['on-demand', 'reserved'])) return unknownValue('usage_type', usage);
  if (!isFlag(mine)) return unknownValue('mine', mine);
  // None is reserved, and all are the caller's.
  const isNone = type === 'serverless' || usage === 'reserved';
  const endpoints = isNone ? [] : DEMO_ENDPOINTS;
  const data = endpoints.map((endpoint) => ({
    object: 'endpoint',
    ...endpoint,
    type: 'dedicated',
    owner: 'demo',
    created_at: new Date(CREATED * 1000).toISOString(),
  }));
  return json({ object: 'list', data });
}

/** `GET /evaluation/model-list?model_source=`. */
export function modelListRoute(request: DemoRequest): DemoReply {
  const source = request.query.get('model_source') ?? 'all';
  const serverless = DEMO_MODELS.map(({ id }) => id);
  const dedicated = DEMO_ENDPOINTS.flatMap(({ name, state }) =>
    state === 'STARTED' ? [name] : [],
  );
  switch (source) {
    case 'all':
      return json({ model_list: [...serverless, ...dedicated, ...EXTERNAL_SHORTCUTS] });
    case 'serverless':
      return json({ model_list: serverless });
    case 'dedicated':
      return json({ model_list: dedicated });
    case 'external':
      return json({ model_list: EXTERNAL_SHORTCUTS });
    default:
      return failure(400, `Invalid request: model_source: unknown source "${source}".`);
  }
}

function isOneOf(value: string | null, known: readonly string[]): boolean {
  return value === null || known.includes(value);
}

function isFlag(value: string | null): boolean {
  return isOneOf(value, ['true', 'false']);
}

function unknownValue(name: string, value: string | null): DemoReply {
  return failure(400, `Invalid request: ${name}: unknown value "${value ?? ''}".`);
}
