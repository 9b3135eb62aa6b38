// How a person is at the text: writing it, suggesting changes, or only reading. What the room lets them do is its own
// matter.

import type { Right } from './sync/status.ts'

export const modes = ['edit', 'suggest', 'view'] as const
export type Mode = (typeof modes)[number]

export function isMode(value: unknown): value is Mode {
  return modes.some((mode) => mode === value)
}

/** What a mode comes to for somebody with this right: nobody does more than the room lets them. */
export function modeWith(chosen: Mode, right: Right): Mode {
  if (right === 'read' || chosen === 'view') return 'view'
  return right === 'suggest' ? 'suggest' : chosen
}
