// Which bodies a dossier is open to by invitation, with the forms that let one in and that end it.

import { dossierWords } from '#app/words/dossiers.ts'
import type { DossierView } from '#server/workflows/dossiers/dossier-views.ts'
import type { BodyLine } from '#server/workflows/row-views.ts'
import { byName } from '../page/alphabet.ts'
import { Folded, Form, Select } from '../page/fields.tsx'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

export function Invitations({ dossier }: { readonly dossier: DossierView }) {
  const w = useWords(dossierWords)
  const mayInvite = dossier.whyNotInvite === null && dossier.bodies.length > 0
  return (
    <>
      {dossier.invited.length === 0 ? <span className="soft">{w.nobodyInvited}</span> : <Invited dossier={dossier} />}
      {mayInvite && <Invite dossier={dossier} />}
    </>
  )
}

function Invited({ dossier }: { readonly dossier: DossierView }) {
  const w = useWords(dossierWords)
  const language = useLanguage()
  const read = useIn()
  return (
    <ul className="spaced">
      {byName(language, dossier.invited, ({ name }) => name).map((body) => (
        <li key={body.id}>
          {read(body.name)}
          {!body.reads && <span className="soft">, {w.onceAdmitted}</span>}
          {dossier.whyNotInvite === null && <End dossierId={dossier.id} body={body} />}
        </li>
      ))}
    </ul>
  )
}

function End({ dossierId, body }: { readonly dossierId: string; readonly body: BodyLine }) {
  const w = useWords(dossierWords)
  const read = useIn()
  return (
    <Form action={`/dossiers/${dossierId}/invitations/${encodeURIComponent(body.id)}/end`} className="small">
      <button type="submit" className="link" aria-label={w.endOf(read(body.name))}>
        {w.end}
      </button>
    </Form>
  )
}

function Invite({ dossier }: { readonly dossier: DossierView }) {
  const w = useWords(dossierWords)
  const language = useLanguage()
  const read = useIn()
  const choices = byName(language, dossier.bodies, ({ name }) => name).map((body) => ({
    value: body.id,
    label: read(body.name),
  }))
  const action = `/dossiers/${dossier.id}/invitations`
  return (
    <Folded action={action} say={w.invite}>
      <Form action={action}>
        <Select
          name="bodyId"
          label={w.body}
          hint={w.inviteHint}
          choices={[{ value: '', label: w.chooseBody }, ...choices]}
        />
        <p className="buttons">
          <button type="submit">{w.inviteSubmit}</button>
        </p>
      </Form>
    </Folded>
  )
}
