/** The type of the panels for labelling; both what opens and what restores them name it. */
export const LABELS_VIEW = 'gavel.labels';
