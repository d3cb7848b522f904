import { readLabelling } from '../../core/labels/readLabelling.js';
import type { Labelling } from '../../core/labels/readLabelling.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { GavelServices } from '../../core/services.js';

/** A run's rows and labels as they are on disk now. Throws `UserError`. */
export async function readRunLabels(
  run: RunRef,
  manifest: RunManifest,
  { services, signal }: { readonly services: GavelServices; readonly signal?: AbortSignal },
): Promise<Labelling> {
  const store = await services.labels();
  return readLabelling(manifest, () => services.runs.rows(run, signal), await store.read(run));
}
