import type { ServiceOptions } from '../serviceOptions.js';
import { serviceUrl } from '../serviceUrl.js';
import type { Upload } from './upload.js';

/** What is remembered of uploads to this service. The embedded one has another port each time. */
export function uploadMemory({ sentFiles, name, baseUrl }: ServiceOptions): Upload['memory'] {
  const place = name === 'demo' ? 'demo' : serviceUrl(baseUrl).origin;
  return sentFiles && { sentFiles, place };
}
