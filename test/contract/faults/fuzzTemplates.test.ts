import { TEMPLATE_CLAIMS } from '../../security/fuzz/fuzzClaims.js';
import { proveFuzz } from '../../security/fuzz/proveFuzz.js';

describe('templates that are made and broken', function () {
  this.timeout(180_000);

  proveFuzz(TEMPLATE_CLAIMS, { test: 'test/contract/faults/fuzzTemplates.test.ts', seed: 9 });
});
