/** A model that the embedded service answers for. Prices are USD per million tokens. */
interface DemoModel {
  readonly id: string;
  readonly organization: string;
  readonly contextLength: number;
  readonly input: number;
  readonly output: number;
}

const model = (id: string, organization: string, price: readonly [number, number]): DemoModel => ({
  id,
  organization,
  contextLength: 131_072,
  input: price[0],
  output: price[1],
});

/** Serverless chat models by plausible names, so that a spec written for the cloud runs as it is. */
export const DEMO_MODELS: readonly DemoModel[] = [
  model('openai/gpt-oss-120b', 'OpenAI', [0.15, 0.6]),
  model('openai/gpt-oss-20b', 'OpenAI', [0.05, 0.2]),
  model('Qwen/Qwen3.5-9B', 'Qwen', [0.1, 0.15]),
  model('Qwen/Qwen3.5-397B-A17B', 'Qwen', [0.6, 3.6]),
  model('Qwen/Qwen3-235B-A22B-Instruct-2507-tput', 'Qwen', [0.2, 0.6]),
  model('Qwen/Qwen3-Next-80B-A3B-Instruct', 'Qwen', [0.15, 1.5]),
  model('Qwen/Qwen2.5-7B-Instruct-Turbo', 'Qwen', [0.3, 0.3]),
  model('Qwen/Qwen2.5-72B-Instruct-Turbo', 'Qwen', [1.2, 1.2]),
  model('meta-llama/Llama-3.3-70B-Instruct-Turbo', 'Meta', [0.88, 0.88]),
  model('meta-llama/Llama-3.2-3B-Instruct-Turbo', 'Meta', [0.06, 0.06]),
  model('meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8', 'Meta', [0.27, 0.85]),
  model('meta-llama/Llama-4-Scout-17B-16E-Instruct', 'Meta', [0.18, 0.59]),
  model('meta-llama/Meta-Llama-3-8B-Instruct-Lite', 'Meta', [0.1, 0.1]),
  model('meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo', 'Meta', [0.18, 0.18]),
  model('meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo', 'Meta', [0.88, 0.88]),
  model('meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo', 'Meta', [3.5, 3.5]),
  model('deepseek-ai/DeepSeek-V3', 'DeepSeek', [1.25, 1.25]),
  model('deepseek-ai/DeepSeek-V3.1', 'DeepSeek', [0.6, 1.7]),
  model('deepseek-ai/DeepSeek-R1', 'DeepSeek', [3, 7]),
  model('google/gemma-3n-E4B-it', 'Google', [0.02, 0.04]),
  model('mistralai/Mistral-7B-Instruct-v0.3', 'Mistral AI', [0.2, 0.2]),
  model('mistralai/Mistral-Small-24B-Instruct-2501', 'Mistral AI', [0.8, 0.8]),
  model('moonshotai/Kimi-K2-Instruct-0905', 'Moonshot AI', [1, 3]),
  model('zai-org/GLM-4.5-Air-FP8', 'Z.ai', [0.2, 1.1]),
  model('demo/judge', 'Embedded service', [0, 0]),
  model('demo/model', 'Embedded service', [0, 0]),
];

/** Dedicated endpoints; only a started one can serve. */
export const DEMO_ENDPOINTS = [
  { id: 'ep_demo_started', name: 'demo/endpoint', model: 'Qwen/Qwen3.5-9B', state: 'STARTED' },
  { id: 'ep_demo_stopped', name: 'demo/stopped', model: 'Qwen/Qwen3.5-9B', state: 'STOPPED' },
] as const;

/** Names that stand for a known provider and need no base URL. */
export const EXTERNAL_SHORTCUTS = [
  'openai/gpt-5',
  'openai/gpt-5-mini',
  'openai/gpt-4o',
  'openai/gpt-4o-mini',
  'anthropic/claude-sonnet-4-5',
  'anthropic/claude-haiku-4-5',
  'google/gemini-2.5-pro',
  'google/gemini-2.5-flash',
] as const;

const FREE_PREFIX = 'demo/';
const byId = new Map(DEMO_MODELS.map((known) => [known.id, known]));

/** The model of this name: one of the list, or any name that begins with `demo/`. */
export function findDemoModel(id: string): DemoModel | undefined {
  const known = byId.get(id);
  if (known) return known;
  const free = id.startsWith(FREE_PREFIX) && id.length > FREE_PREFIX.length;
  return free ? model(id, 'Embedded service', [0, 0]) : undefined;
}
