import type { ModelList } from '../core/models/modelList.js';
import { serviceOf } from '../core/models/serviceOf.js';
import type { BackendName } from '../core/spec/evalSpec.js';
import { UserError } from '../core/userError.js';
import type { CommandContext } from './commandContext.js';

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
  try {
    return (await (await services.modelLists()).current(serviceOf(backend), signal)).list;
  } catch (error) {
    if (!(error instanceof UserError) || error.kind === 'cancelled') throw error;
    return undefined;
  }
}
