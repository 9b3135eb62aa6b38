// The body of a posted request as a form. It knows no fields.

import type { Language } from '#server/domain/language.ts'
import { refusal } from '#server/domain/refusal.ts'
import { refusedPage } from './refusal.ts'

const noForm = refusal('not-valid', { en: 'What was sent is not a form.', fr: 'L’envoi n’est pas un formulaire.' })

/** What was posted. Throws the error page (422) when the body is not a form, whatever it says it is. */
export async function postedForm(request: Request, language: Language): Promise<FormData> {
  try {
    return await request.formData()
  } catch (error) {
    if (request.signal.aborted) throw error
    throw refusedPage(noForm, language)
  }
}
