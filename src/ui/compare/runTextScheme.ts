/** Of documents that show a part of a run's manifest: its spec, or one of its templates. */
export const RUN_TEXT_SCHEME = 'gavel-run';
