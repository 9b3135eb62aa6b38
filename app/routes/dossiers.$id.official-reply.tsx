// GET /dossiers/:id/official-reply: a delegation composes its national comment from its experts' remarks; `from` is a
// paragraph whose remarks the reply begins with ('' for the text as a whole). POST: its head releases it. Without
// script; a program gets JSON.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { languages } from '#server/domain/language.ts'
import { releaseReply } from '#server/workflows/comments/comment-replies.ts'
import { type ReplyPart, readReplyDesk } from '#server/workflows/comments/reply-desk.ts'
import { ReplyPartSection, useWhere } from '../components/comments/reply-part.tsx'
import { sayInstant } from '../components/page/dates.ts'
import { asRefused } from '../components/page/fields.tsx'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { acting } from '../http/act.ts'
import { form, oneOf, optionalText, text } from '../http/form.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { officialReplyWords } from '../words/official-reply.ts'
import '../styles/official-reply.css'

const fields = form({
  language: oneOf(languages),
  pid: optionalText(64),
  body: text(10_000),
  requestId: optionalText(64),
})

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && `${officialReplyWords[languageOf(matches)].short}, ${data.desk.dossier.reference}`)

export const loader = answering(async ({ context, request, params }) => {
  const by = requireMember({ context, request })
  return {
    desk: await readReplyDesk(context.world, by, params.id ?? ''),
    from: new URL(request.url).searchParams.get('from'),
    requestId: context.world.mint(),
  }
})

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  const pid = given.pid ?? ''
  const { threadId } = await releaseReply(world, by, { dossierId, ...given, pid })
  return { to: `/dossiers/${dossierId}/official-reply#${pid ? `p-${pid}` : 'text'}`, answer: { threadId } }
})

type View = ReturnType<typeof useLoaderData<typeof loader>>

export default function OfficialReply() {
  const view = useLoaderData<typeof loader>()
  const w = useWords(officialReplyWords)
  const read = useIn()
  const { dossier, party, whyNotRelease, parts } = view.desk
  const answer = useActionData()
  const [told, others] = divide(parts, [...(whyNotRelease ? [] : ['']), view.from, refusedAt(answer)])
  return (
    <div className="page">
      <p className="eyebrow">
        <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a>
      </p>
      <h1>{w.title(read(party))}</h1>
      <p className="lead">{read(dossier.title)}</p>
      <p className="prose">{w.lead}</p>
      <Deadline view={view} />
      {whyNotRelease && (
        <div className="notice">
          <p>
            {w.noRelease} {read(whyNotRelease.say)}
          </p>
        </div>
      )}
      <p className="no-print">
        <a href={`/dossiers/${dossier.id}/text`}>{w.back}</a>
      </p>
      {parts.every(({ remarks }) => remarks.length === 0) && <p className="soft prose">{w.noRemarks}</p>}
      {told.map((part) => (
        <ReplyPartSection
          key={part.pid}
          part={part}
          dossierId={dossier.id}
          named={view.desk.named}
          requestId={whyNotRelease === null ? `${view.requestId}-${parts.indexOf(part)}` : null}
          begins={view.from === part.pid ? remarksIn(part) : ''}
          answer={answer}
        />
      ))}
      {whyNotRelease === null && <Others parts={others} dossierId={dossier.id} />}
    </div>
  )
}

function Deadline({ view }: { readonly view: View }) {
  const w = useWords(officialReplyWords)
  const language = useLanguage()
  const { due, isLate } = view.desk
  if (due.at === null) return <p className="soft prose">{w.noDue}</p>
  return (
    <p className="prose">
      <strong>
        {isLate ? w.wasDue : w.due} {sayInstant(language, due.at)}.
      </strong>{' '}
      {isLate ? w.afterDue : w.untilDue}
    </p>
  )
}

/** Links that open the form of a paragraph on which nothing was said within the delegation. */
function Others({ parts, dossierId }: { readonly parts: readonly ReplyPart[]; readonly dossierId: string }) {
  const w = useWords(officialReplyWords)
  const language = useLanguage()
  const where = useWhere()
  if (parts.length === 0) return null
  return (
    <section className="section no-print" aria-labelledby="others">
      <h2 id="others">{w.others}</h2>
      <p className="soft">{w.othersSay}</p>
      <ul className="rows">
        {parts.map((part) => (
          <li key={part.pid}>
            <span>
              <a href={`/dossiers/${dossierId}/official-reply?from=${encodeURIComponent(part.pid)}#p-${part.pid}`}>
                {where(part)}
              </a>{' '}
              {beginning(part.words[language] || part.words.en || part.words.fr)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Those with something to show or to write, and the rest. */
function divide(parts: readonly ReplyPart[], asked: readonly (string | null)[]): [ReplyPart[], ReplyPart[]] {
  const isTold = ({ pid, remarks, released }: ReplyPart) => remarks.length + released.length > 0 || asked.includes(pid)
  return [parts.filter(isTold), parts.filter((part) => !isTold(part))]
}

function refusedAt(answer: unknown): string | null {
  const pid = asRefused(answer)?.typed.pid
  return typeof pid === 'string' ? pid : null
}

/** What was said within the delegation, one paragraph each; nothing that was withdrawn. */
function remarksIn({ remarks }: ReplyPart): string {
  return remarks
    .flatMap(({ comments }) => comments.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ body }) => body))
    .join('\n\n')
}

const most = 120

function beginning(words: string): string {
  return words.length > most ? `${words.slice(0, most).trimEnd()}…` : words
}
