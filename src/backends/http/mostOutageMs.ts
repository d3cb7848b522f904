/**
 * So long a service or an endpoint that has ceased to answer is asked on by itself, in milliseconds: a
 * night and a day, in which nobody has to be there.
 */
export const MOST_OUTAGE_MS = 24 * 3_600_000;
