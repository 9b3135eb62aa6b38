// The form of signing in, also where a form was posted after its session had ended.

import { unsentField } from '#app/http/own-fields.ts'
import { signInWords } from '#app/words/sign-in.ts'
import { asRefused, Form, Input } from './fields.tsx'
import { useWords } from './reader.tsx'

interface SignInProps {
  /** Where the person wants to go. */
  readonly next: string
  /** What could not be sent, sealed; it stays with the form until the person is signed in. */
  readonly unsent?: string | null
  readonly answer?: unknown
}

export function SignInForm({ next, unsent = null, answer }: SignInProps) {
  const w = useWords(signInWords)
  const carried = unsent ?? asRefused(answer)?.typed[unsentField]
  return (
    <Form action={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`} answer={answer}>
      {carried && <input type="hidden" name={unsentField} value={carried} />}
      <Input name="email" type="email" label={w.email} autoComplete="username" />
      <Input name="password" type="password" label={w.password} autoComplete="current-password" />
      <p className="buttons">
        <button type="submit" className="primary">
          {w.submit}
        </button>
      </p>
    </Form>
  )
}
