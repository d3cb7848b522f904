import { comparisonDocument } from '../../compare/comparisonDocument.js';
import { UserError } from '../../userError.js';
import { defineTool } from '../agentTool.js';
import { fittingPage } from '../answerText.js';
import { foreignText, shortText } from '../foreignText.js';
import { limitField, offsetField, runField } from '../inputFields.js';
import { namedRun } from '../projectRuns.js';
import { runFacts } from '../runFacts.js';

export const compareRuns = defineTool({
  name: 'gavel_compare_runs',
  title: 'Compare two runs',
  description:
    'Compares two runs row by row, paired by content: the difference B − A with its 95 % interval and test, how many rows got better or worse, what to be careful about, and the changed rows. Say what it says: a difference whose interval holds 0 is no clear difference.',
  effect: 'reads',
  shape: {
    a: runField.describe('Id of the run that came before, or "latest".'),
    b: runField.describe('Id of the run that is held against it, or "latest".'),
    offset: offsetField,
    limit: limitField(200, 30),
  },
  async answer({ a, b, offset, limit }, host, { signal, budget, nonce, progress }) {
    const [before, after] = [await namedRun(a, host), await namedRun(b, host)];
    if (before.run.folder === after.run.folder) {
      throw new UserError('usage', 'These are one and the same run; name two.');
    }
    const figures = await host.services.runFigures();
    const [entry] = await figures.compare(before, [after], {
      signal,
      onProgress: (rows) => progress(rows, null),
    });
    if (!entry) throw new UserError('usage', 'There is nothing to compare.');
    const {
      changed,
      cautions,
      paired_by: pairedBy,
      ...figuresTold
    } = comparisonDocument(entry.comparison);
    const verdict = (value: string | number) =>
      typeof value === 'number' ? value : foreignText(value, nonce, 120);
    const told = changed.slice(offset, offset + limit).map((row) => ({
      row_a: row.row_a,
      row_b: row.row_b,
      a: verdict(row.a),
      b: verdict(row.b),
      change: row.change,
    }));
    const room = { offset, total: changed.length, budget: budget - 800 };
    const { items, page } = fittingPage(told, room);
    const document = {
      a_run: runFacts(before, host),
      b_run: runFacts(after, host),
      ...figuresTold,
      paired_by: [pairedBy]
        .flat()
        .slice(0, 20)
        .map((name) => shortText(name, 120)),
      cautions: cautions.map((caution) => shortText(caution, 600)),
      changed: items,
      page,
    };
    return { document, isForeign: true };
  },
});
