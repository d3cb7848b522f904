import type { ServiceName } from '../services.js';
import type { BackendName } from '../spec/evalSpec.js';

/** Serverless and dedicated models of the local runner are the cloud service's, too. */
export function serviceOf(backend: BackendName): ServiceName {
  return backend === 'demo' ? 'demo' : 'together';
}
