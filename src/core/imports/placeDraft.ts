import type { ImportReport } from './importReport.js';
import { importReport } from './importReport.js';
import { draftFiles, draftNames, type ImportDraft } from './importDraft.js';

interface ImportTarget {
  /** Folder that the files are written to, absolute. */
  readonly folder: string;
  /** What the names of the files begin with. */
  readonly stem: string;
  /** Name of the file that was imported. */
  readonly source: string;
}

export interface TargetPorts {
  readonly join: (folder: string, name: string) => string;
  readonly exists: (path: string) => Promise<boolean>;
  /** Never in the place of another file. */
  readonly createFile: (path: string, texts: readonly string[]) => Promise<unknown>;
}

/** Where the files of an import are now; absolute. */
interface PlacedDraft {
  readonly stem: string;
  /** The first is the one to begin with. */
  readonly specs: readonly string[];
  readonly datasets: readonly string[];
}

/** Writes the files of a draft under the first stem that none of them is there with. */
export async function placeDraft(
  draft: ImportDraft,
  { folder, stem: wanted }: ImportTarget,
  { join, exists, createFile }: TargetPorts,
): Promise<PlacedDraft> {
  const stem = await freeStem();
  const specs: string[] = [];
  const datasets: string[] = [];
  for (const { name, kind, text } of draftFiles(draft, stem)) {
    const path = join(folder, name);
    await createFile(path, [text]);
    (kind === 'spec' ? specs : datasets).push(path);
  }
  return { stem, specs, datasets };

  async function freeStem(): Promise<string> {
    for (let count = 1; ; count += 1) {
      const stem = count === 1 ? wanted : `${wanted}-${count}`;
      const names = [...draftNames(draft, stem), reportName(stem)];
      let isFree = true;
      for (const name of names) isFree &&= !(await exists(join(folder, name)));
      if (isFree) return stem;
    }
  }
}

/** Writes the list of what an import made and could not carry over, beside its files; gives its path. */
export async function placeReport(
  stem: string,
  report: ImportReport,
  { folder, ports }: { readonly folder: string; readonly ports: TargetPorts },
): Promise<string> {
  const path = ports.join(folder, reportName(stem));
  await ports.createFile(path, [importReport(report)]);
  return path;
}

function reportName(stem: string): string {
  return `${stem}.import.md`;
}
