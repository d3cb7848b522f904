import type { BackendName, ModelSource } from '../spec/evalSpec.js';
import { isKnown, type ListedModel, type ModelList } from './modelList.js';

/**
 * The models that a spec can name on a backend: evaluations of the service take a list of their own,
 * the local runner whatever answers chat completions. All sources where `source` is left out.
 */
export function offeredModels(
  list: ModelList,
  { backend, source }: { readonly backend: BackendName; readonly source?: ModelSource | undefined },
): ListedModel[] {
  // Without the evaluations' own list, what chat completions take is the best guess.
  const takesAll = backend === 'local' || !isKnown(list, 'serverless');
  return list.models.filter((model) => {
    if (source !== undefined && model.source !== source) return false;
    // A shortcut is resolved by the service alone.
    if (model.source === 'external') return backend !== 'local';
    return model.evaluates || takesAll;
  });
}
