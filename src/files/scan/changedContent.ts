/** The file is not, or not any more, of the content that is meant. */
export class ChangedContent extends Error {
  override readonly name = 'ChangedContent';
}
