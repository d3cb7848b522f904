export const RESULT_FORMATS = ['json', 'md', 'html', 'junit', 'csv'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];
