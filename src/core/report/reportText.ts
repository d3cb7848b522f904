import type { RunReport } from './runReport.js';

export const REPORT_FORMATS = ['html', 'md', 'junit', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A run's report as the text of a file; each form is loaded when it is asked for. */
export async function reportText(report: RunReport, format: ReportFormat): Promise<string> {
  switch (format) {
    case 'html':
      return (await import('./htmlReport.js')).htmlReport(report);
    case 'md':
      return (await import('./markdownReport.js')).markdownReport(report);
    case 'junit':
      return (await import('./junitReport.js')).junitReport(report);
    case 'csv':
      return (await import('./csvReport.js')).csvReport(report);
  }
}
