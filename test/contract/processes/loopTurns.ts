/**
 * Lets the event loop go round so often. Between servers and clients of one process it is the measure
 * of "a little later": unlike milliseconds it stands still while the machine does other work.
 */
export async function loopTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
}
