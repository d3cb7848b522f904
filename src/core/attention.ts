/** Port: whether somebody may be looking. An editor's window has the focus or not. */
export interface Attention {
  isFocused(): boolean;
  /** Tells each change; the function that it gives ends that. */
  onChange(listener: () => void): () => void;
}
