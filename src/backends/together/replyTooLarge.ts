/** The reply is larger than anything the service says. */
export class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge';
}
