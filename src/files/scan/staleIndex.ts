/** The file is not what its index says any more. */
export class StaleIndex extends Error {
  override readonly name = 'StaleIndex';
}
