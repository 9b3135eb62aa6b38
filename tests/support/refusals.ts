// What a workflow refused, as a value to compare.

import { isRefused, type Refusal, type RefusalCode } from '#server/domain/refusal.ts'

/** The refusal that an act met. Fails when it was not refused. */
export async function refusalOf(act: Promise<unknown>): Promise<Refusal> {
  try {
    await act
  } catch (error) {
    if (isRefused(error)) return error.refusal
    throw error
  }
  throw new Error('it was not refused')
}

export async function codeOf(act: Promise<unknown>): Promise<RefusalCode> {
  return (await refusalOf(act)).code
}
