import { checkEverything, type LocatedProblem } from '../../spec/problems/checkEverything.js';
import { parseSpec } from '../../spec/parseSpec.js';
import { modelListProblems } from '../../models/modelListProblems.js';
import { defineTool } from '../agentTool.js';
import { fittingPage } from '../answerText.js';
import { shortText } from '../foreignText.js';
import { offsetField, specField } from '../inputFields.js';

export const validateSpec = defineTool({
  name: 'gavel_validate_spec',
  title: 'Validate an eval spec',
  description:
    'Checks an eval spec, its dataset and its templates on every row, and gives each problem with file, line and column. Sends nothing to a model. Call it after every change of a spec, template or dataset.',
  effect: 'reads',
  shape: { spec: specField, offset: offsetField },
  async answer({ spec, offset }, host, { signal, budget, progress }) {
    const specPath = await host.locate(spec);
    const { services } = host;
    const parsed = parseSpec(await services.texts.read(specPath), specPath);
    const backend = parsed.spec?.backend ?? host.defaultBackend(specPath);
    const list = await host.listAtHand(backend);
    const listed = list ? modelListProblems(parsed, { list, backend, now: Date.now() }) : [];
    const found: readonly LocatedProblem[] = host.isTrusted()
      ? await checkEverything(
          parsed,
          { specPath, ports: services },
          {
            signal,
            now: () => host.now(),
            pause: () => host.pause(),
            progress: (done, total) => progress(done, total ?? null),
          },
        )
      : parsed.problems;
    const problems = [...found, ...listed];
    const count = (wanted: string) => problems.filter(({ severity }) => severity === wanted).length;
    const told = problems.slice(offset).map((problem) => ({
      place: placeOf(problem, specPath, (path) => host.shown(path)),
      severity: problem.severity,
      code: problem.code,
      message: shortText(problem.message, 600),
    }));
    const { items, page } = fittingPage(told, { offset, total: problems.length, budget });
    const document = {
      spec: shortText(host.shown(specPath)),
      is_valid: count('error') === 0,
      errors: count('error'),
      warnings: count('warning'),
      notes: count('information'),
      ...(!host.isTrusted() && {
        limits:
          'Restricted Mode: dataset and template files were not read, and no template was rendered.',
      }),
      problems: items,
      page,
    };
    return { document, isForeign: false };
  },
});

/** `answers.eval.yaml:12:5`, as editors and compilers write it. */
function placeOf(
  { range, file }: { readonly range: LocatedProblem['range']; readonly file?: string },
  specPath: string,
  shown: (path: string) => string,
): string {
  const { line, column } = range.start;
  return `${shortText(shown(file ?? specPath))}:${line}:${column}`;
}
