import { FILE_CLAIMS } from '../security/fuzz/fuzzClaims.js';
import { proveFuzz } from '../security/fuzz/proveFuzz.js';

describe('parsers on broken files, at length', () => {
  proveFuzz(FILE_CLAIMS, { test: 'test/soak/fuzzFiles.test.ts', seed: 2026, times: 50 });
});
