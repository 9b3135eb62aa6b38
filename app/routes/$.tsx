// Any other address: not found, said in the reader's language.

import { Refused } from '#server/domain/refusal.ts'
import { answering, notFound } from '../http/refusal.ts'

function nothingHere(): never {
  throw new Refused(notFound)
}

export const loader = answering(nothingHere)

export const action = answering(nothingHere)

export default function Nowhere() {
  return null
}
