import type { KnownDeviation } from './checkExchanges.js';

/**
 * Where the service is known to do otherwise than its description says, or the description says
 * nothing: the official SDKs, which are newer, and what was observed.
 */
export const KNOWN_DEVIATIONS: readonly KnownDeviation[] = [
  {
    operation: /^(GET|DELETE) \/files\/\{id\}$/,
    violation: /^reply: status 404 is not described$/,
    why: 'the SDKs expect 404 for a file that is not there; the description has 200 alone',
  },
  {
    operation: /^GET \/files\/\{id\}\/content$/,
    violation: /^reply 200 is application\/octet-stream, described is text\/plain$/,
    why: 'the content is bytes as they were uploaded: parquet is no text',
  },
  {
    operation: /^GET \/files\/\{id\}\/content$/,
    violation: /^reply: status 206 is not described$/,
    why: 'ranges are answered, which the SDKs use to go on with a download',
  },
  {
    operation: /^GET \/(files|evaluation)$/,
    violation: /^reply: status 401 is not described$/,
    why: 'every call wants a key; the description names 401 for uploads and chat alone',
  },
];
