// Who made a change and how it came into the text: by hand, by a suggestion that was accepted, by restoring a version.

import { compareWords } from '#app/words/compare.ts'
import type { HandView } from '#server/workflows/versions/authorship-views.ts'
import { useIn, useWords } from '../page/reader.tsx'

export function Who({ hand }: { readonly hand: HandView }) {
  const w = useWords(compareWords)
  const read = useIn()
  if (hand.is === 'server') return w.system
  return (hand.is === 'suggestion' ? hand.by : [hand.by]).map(({ id, place, name, delegation }) => (
    <span key={`${id} ${place}`} className="changes-who">
      {read(delegation) || name} {read(delegation) && <span className="soft">{name}</span>}
    </span>
  ))
}

export function How({ hand }: { readonly hand: HandView }) {
  const w = useWords(compareWords)
  switch (hand.is) {
    case 'edit':
      return w.edited
    case 'suggestion':
      return w.accepted(hand.acceptedBy?.name ?? '')
    case 'restoring':
      return w.restored(hand.number)
    default:
      return hand.isFirst ? w.setUp : w.kept
  }
}
