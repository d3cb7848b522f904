import { FILE_CLAIMS } from '../../security/fuzz/fuzzClaims.js';
import { proveFuzz } from '../../security/fuzz/proveFuzz.js';

describe('parsers on broken files', function () {
  this.timeout(180_000);

  proveFuzz(FILE_CLAIMS, { test: 'test/contract/faults/fuzzFiles.test.ts', seed: 9 });
});
