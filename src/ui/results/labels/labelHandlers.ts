import * as vscode from 'vscode';
import { labelInvitation } from '../../../core/labels/labelInvitation.js';
import type { Labelling } from '../../../core/labels/readLabelling.js';
import type { RunManifest } from '../../../core/runs/manifest.js';
import type { labelMethods } from '../../../shared/results/labelsProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import { takeWantedDifferences } from '../../labels/wantedDifferences.js';
import type { OpenRun } from '../openRun.js';

type LabelHandlers = Handlers<{
  methods: typeof labelMethods;
  events: Readonly<Record<string, never>>;
}>;

interface Reading {
  readonly version: number;
  readonly read: Promise<{ readonly manifest: RunManifest; readonly labelling: Labelling }>;
}

/** Answers what the editor asks of people's labels: one reading for each version of the rows. */
export function labelHandlers(open: OpenRun): LabelHandlers {
  let reading: Reading | undefined;

  function labelsAt(version: number): Reading['read'] {
    if (reading?.version === version) return reading.read;
    const read = readNow();
    const mine = { version, read };
    reading = mine;
    read.catch(() => {
      // The next question tries again.
      if (reading === mine) reading = undefined;
    });
    return read;
  }
  async function readNow() {
    const { readRunLabels } = await import('../../labels/readRunLabels.js');
    const { run, manifest } = await open.current();
    const { services } = open.ui;
    const labelling = await readRunLabels(run, manifest, { services, signal: open.signal });
    return { manifest, labelling };
  }
  async function differences(version: number): Promise<string[]> {
    const { differenceFilters } = await import('../../labels/humanLabels.js');
    const { manifest, labelling } = await labelsAt(version);
    return differenceFilters(labelling.labels, manifest.spec);
  }

  return {
    async labels({ version }) {
      const [{ labelFiguresView }, { figuresOf }, { isJudged }] = await Promise.all([
        import('../../labels/labelFiguresView.js'),
        import('../../../core/labels/readLabelling.js'),
        import('../../../core/labels/labelRow.js'),
      ]);
      const { manifest, labelling } = await labelsAt(version);
      const { demo } = manifest;
      const figures = labelFiguresView(figuresOf(labelling, manifest), {
        demo,
        faults: labelling.faults,
      });
      const invitation = labelInvitation(labelling.rows.filter(isJudged).length);
      return { figures, filters: await differences(version), invitation };
    },
    async rowLabels({ version, id }) {
      const { rowLabels } = await import('../../labels/humanLabels.js');
      const { manifest, labelling } = await labelsAt(version);
      return { labels: rowLabels(labelling.labels, id, manifest.spec) };
    },
    async labelAct({ action }) {
      const command = action === 'label' ? 'gavel.labelRows' : 'gavel.exportExamples';
      // The commands say their failures themselves.
      await vscode.commands.executeCommand(command, open.uri);
      return {};
    },
    async wantedDifferences() {
      if (!takeWantedDifferences(open.uri)) return { filters: null };
      // Labels may be newer than what was read.
      reading = undefined;
      return { filters: await differences(NaN) };
    },
  };
}
