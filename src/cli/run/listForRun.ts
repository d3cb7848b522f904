import type { ModelList } from '../../core/models/modelList.js';
import { serviceOf } from '../../core/models/serviceOf.js';
import type { BackendName } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import type { CommandContext } from '../commandContext.js';

/** A run shall not wait for a service that it may not even need. */
const PATIENCE_MS = 2000;
/** Who did not get a list in time waits for none again. */
const waited = new WeakSet<object>();

/**
 * The list of the service behind a backend, for prices and limits: the last one, asked for anew where
 * that is old. Undefined where there is none and none comes, e.g. without a key: it is no reason to
 * stop.
 */
export async function listForRun(
  backend: BackendName,
  { services, signal }: Pick<CommandContext, 'services' | 'signal'>,
): Promise<ModelList | undefined> {
  // What the embedded service lists has no price and no limit to keep to.
  if (backend === 'demo') return (await services.modelLists()).last('demo');
  const lists = await services.modelLists();
  if (waited.has(services)) return lists.last(serviceOf(backend));
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const { list } = await lists.current(serviceOf(backend), AbortSignal.any([signal, patience]));
    return list;
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) {
      waited.add(services);
      return lists.last(serviceOf(backend));
    }
    if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    return undefined;
  }
}
