import type { FuzzClaim } from './proveFuzz.js';

/** Parsers of files and of what people paste. */
export const FILE_CLAIMS: readonly FuzzClaim[] = [
  {
    area: 'Bad input',
    module: 'specTargets',
    count: 200,
    claim:
      'A broken spec is a spec or problems at their places; nothing hangs and nothing is thrown',
  },
  {
    area: 'Bad input',
    module: 'runFileTargets',
    count: 80,
    claim: 'A broken run folder is read as far as it is good, or refused with one sentence',
  },
  {
    area: 'Bad input',
    module: 'datasetTargets',
    count: 25,
    claim: 'Every row of a broken dataset is read or marked as broken, and no other row with it',
  },
  {
    area: 'Bad input',
    module: 'storedTargets',
    count: 60,
    claim: 'A broken or hostile file in Gavel’s own storage counts as none and leads nowhere else',
  },
  {
    area: 'Bad input',
    module: 'textTargets',
    count: 250,
    claim:
      'A hostile snippet, script or condition ends in a spec or a sentence; no code of it is run',
  },
];

/** The template sandbox, and what an editor asks of a template. */
export const TEMPLATE_CLAIMS: readonly FuzzClaim[] = [
  {
    area: 'Templates',
    module: 'templateTargets',
    count: 250,
    claim:
      'Any template, on hostile rows, is an output or a sentence at its line, within its budget and in little memory, and touches nothing of the host',
  },
  {
    area: 'Templates',
    module: 'languageTargets',
    count: 60,
    claim:
      'What an editor asks of any text in place of a template is answered within that text, and nothing is thrown',
  },
];
