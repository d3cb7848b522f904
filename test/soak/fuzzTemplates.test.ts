import { TEMPLATE_CLAIMS } from '../security/fuzz/fuzzClaims.js';
import { proveFuzz } from '../security/fuzz/proveFuzz.js';

describe('templates that are made and broken, at length', () => {
  proveFuzz(TEMPLATE_CLAIMS, { test: 'test/soak/fuzzTemplates.test.ts', seed: 2026, times: 50 });
});
