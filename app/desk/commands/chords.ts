// Keys that are pressed together: how a chord is written, which one an event is, and how a person reads it.

import type { Language } from '#server/domain/language.ts'

/**
 * `Ctrl`, `Alt`, `Shift` in this order and a key, joined by `+`: `Ctrl+Alt+M`, `Ctrl+Alt+Shift+J`, `F6`, `?`. Ctrl is
 * Cmd on a Mac. A letter or digit is named by what is printed on the key, not by what it would type; a sign alone by
 * what it types.
 */
export type Chord = string

/**
 * Ctrl+K is free in the text (here links are citations), and a page may have it; Ctrl+Shift+P opens a private window in
 * Firefox, and no page may.
 */
export const paletteChord: Chord = 'Ctrl+K'

/**
 * The chord of a key that went down; null for plain typing, for AltGr (it types characters) and while an input method
 * composes.
 */
export function chordOf(event: KeyboardEvent): Chord | null {
  const { ctrlKey, metaKey, altKey, shiftKey, key } = event
  const isPlain = !ctrlKey && !metaKey && !altKey
  if (isPlain && key.length === 1) return /[\p{L}\p{N}\s]/u.test(key) ? null : key
  if (isPlain && !/^F\d/.test(key)) return null
  if (event.isComposing || event.getModifierState('AltGraph')) return null
  // Alone, Ctrl on a Mac belongs to the system's own keys in text.
  if (ctrlKey && !metaKey && !altKey && isMac()) return null
  const parts = [(ctrlKey || metaKey) && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', keyName(event)]
  return parts.filter(Boolean).join('+')
}

/** A chord that is one sign: heard only where nothing is being typed. */
export function isSign(chord: Chord): boolean {
  return chord.length === 1
}

// Together with Alt a key may type something else (a Mac) or need Shift for its digit (a French keyboard).
function keyName({ key, code }: KeyboardEvent): string {
  if (/^[a-z0-9]$/i.test(key)) return key.toUpperCase()
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? key
}

function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

const french: Readonly<Record<string, string>> = {
  Shift: 'Maj',
  Enter: 'Entrée',
  Escape: 'Échap',
  Delete: 'Suppr',
  Backspace: 'Retour arrière',
}
const signs: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }
const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }

/** The keys of a chord as this person finds them on their keyboard, one string a key. */
export function keysOf(chord: Chord, language: Language): string[] {
  return (isSign(chord) ? [chord] : chord.split('+')).map((key) => {
    const sign = (isMac() ? macSigns[key] : undefined) ?? signs[key]
    return sign ?? (language === 'fr' ? french[key] : undefined) ?? key
  })
}

/** The same as one string, for a title. */
export function sayChord(chord: Chord, language: Language): string {
  return keysOf(chord, language).join('+')
}

/** As `aria-keyshortcuts` writes it. */
export function ariaChord(chord: Chord): string {
  return chord.replace('Ctrl', isMac() ? 'Meta' : 'Control')
}
