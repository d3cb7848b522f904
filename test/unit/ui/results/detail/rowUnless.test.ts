import assert from 'node:assert/strict';
import { rowUnless } from '../../../../../src/ui/results/detail/rowUnless.js';
import { sampleRun } from '../../../../webview/harness/sampleRun.js';

const { manifest } = sampleRun({ type: 'classify', rows: 3 });
const place = { id: 2, isTrusted: true, hasWorkspace: true };
const TRUST = 'Rendering and asking need trust: this workspace is in Restricted Mode.';
const ELSEWHERE = 'The run was started elsewhere: there is no spec of it here.';
const NO_ROW = 'The run does not know which row of the dataset this is.';

describe('why an action can’t be taken on a row', () => {
  const cases: readonly [string, ReturnType<typeof rowUnless>, object][] = [
    ['everything can', rowUnless(manifest, place), {}],
    [
      'Restricted Mode: nothing is rendered or asked',
      rowUnless(manifest, { ...place, isTrusted: false }),
      { rejudge: TRUST, preview: TRUST },
    ],
    [
      'verdicts that were imported',
      rowUnless({ ...manifest, backend: 'imported' }, place),
      { rejudge: 'The verdicts were imported: there is no judge to ask.' },
    ],
    [
      'no spec here',
      rowUnless({ ...manifest, spec_path: undefined }, place),
      { preview: ELSEWHERE, openSpec: ELSEWHERE },
    ],
    [
      'a dataset on the service',
      rowUnless({ ...manifest, dataset: {} }, place),
      { openDataset: 'The dataset is on the service alone.' },
    ],
    [
      'a row whose number is not known',
      rowUnless(manifest, { ...place, id: -2 }),
      { openDataset: NO_ROW, preview: NO_ROW },
    ],
    [
      'a run outside of the workspace',
      rowUnless(manifest, { ...place, hasWorkspace: false }),
      { copyLink: 'A link needs a run inside a folder that is open here.' },
    ],
  ];
  for (const [name, reasons, expected] of cases) {
    it(name, () => assert.deepEqual(reasons, expected));
  }
});
