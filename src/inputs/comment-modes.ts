/** When the pull request comment is written: the values of the input `comment`. */
export const commentModes = ['always', 'changes', 'failures', 'off'] as const;
export type CommentMode = (typeof commentModes)[number];
