import type { Description, Exchange } from './description.js';

/** Where client and service knowingly say something else than the description, and why. */
export interface KnownDeviation {
  readonly operation: RegExp;
  readonly violation: RegExp;
  readonly why: string;
}

export interface OperationReport {
  readonly operation: string;
  readonly exchanges: number;
  readonly violations: readonly string[];
}

export interface Report {
  readonly operations: readonly OperationReport[];
  /** Operations of the description that nothing used. */
  readonly unused: readonly string[];
  /** Requests that the description does not have, by method and path with ids left out. */
  readonly undescribed: readonly string[];
  /** Fields beyond the description, by operation. */
  readonly beyond: readonly string[];
  /** Deviations that were met. */
  readonly deviations: readonly KnownDeviation[];
}

/** Holds what went over the wire against the description. */
export function checkExchanges(
  description: Description,
  exchanges: readonly Exchange[],
  known: readonly KnownDeviation[],
): Report {
  const counts = new Map<string, number>();
  const violations = new Map<string, Set<string>>();
  const undescribed = new Set<string>();
  const beyond = new Set<string>();
  const met = new Set<KnownDeviation>();
  for (const exchange of exchanges) {
    const found = description.check(exchange);
    const { operation } = found;
    if (operation === undefined) {
      undescribed.add(
        `${exchange.method} ${exchange.path.replace(/\/(file|eval)-[^/]+/, '/{id}')}`,
      );
      continue;
    }
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    for (const field of found.beyond) beyond.add(`${operation} ${field}`);
    for (const violation of found.violations) {
      const deviation = known.find(
        (one) => one.operation.test(operation) && one.violation.test(violation),
      );
      if (deviation) met.add(deviation);
      else violations.set(operation, (violations.get(operation) ?? new Set()).add(violation));
    }
  }
  return {
    operations: [...counts].map(([operation, count]) => ({
      operation,
      exchanges: count,
      violations: [...(violations.get(operation) ?? [])],
    })),
    unused: description.operations.filter((operation) => !counts.has(operation)),
    undescribed: [...undescribed].sort(),
    beyond: [...beyond].sort(),
    deviations: [...met],
  };
}
