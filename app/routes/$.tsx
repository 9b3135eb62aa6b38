// Any other address: not found, said in the reader's language.

import { Refused } from '#server/domain/refusal.ts'
import { answering, notFound } from '../http/refusal.ts'

export const loader = answering(() => {
  throw new Refused(notFound)
})

export const action = loader

export default function Nowhere() {
  return null
}
