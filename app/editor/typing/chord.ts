// The keys that the desk keeps for itself. It knows no editor, so that the page can listen before the editor has come.

/** Ctrl+Alt (or Cmd+Alt) without AltGr, which types characters on many European keyboards. */
export function isChord(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.altKey && !event.getModifierState('AltGraph')
}
