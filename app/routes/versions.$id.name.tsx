// POST /versions/:id/name: a version is called otherwise; an empty name takes it away. A refused one stays here.

import { useActionData, useParams } from '@remix-run/react'
import { longestVersionName } from '#server/domain/text/version.ts'
import { nameVersion } from '#server/workflows/versions/version-naming.ts'
import { Form, Input } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { RefusedVersion } from '../components/versions/refused-version.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText } from '../http/form.ts'
import { versionPath, versionsPath } from '../http/path.ts'
import { versionWords } from '../words/versions.ts'

export const action = acting(
  form({ name: optionalText(longestVersionName * 10) }),
  async ({ world, by, params, given }) => {
    const { dossierId, ordinal } = await nameVersion(world, by, {
      versionId: params.id ?? '',
      name: given.name ?? '',
    })
    return { to: `${versionsPath(dossierId)}#v-${ordinal}`, answer: { ordinal } }
  },
)

export default function RefusedName() {
  const w = useWords(versionWords)
  const { id = '' } = useParams()
  return (
    <RefusedVersion versionId={id}>
      <Form action={`${versionPath(id)}/name`} answer={useActionData()}>
        <Input name="name" label={w.name} optional />
        <p className="buttons">
          <button type="submit" className="primary">
            {w.nameSubmit}
          </button>
        </p>
      </Form>
    </RefusedVersion>
  )
}
