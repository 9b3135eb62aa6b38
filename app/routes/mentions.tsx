// GET /mentions: the comments that name the reader, their delegation or their body, newest first.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { listMyMentions, type MentionLine } from '#server/workflows/comments/comment-mentions.ts'
import { CommentWords } from '../components/comments/comment-words.tsx'
import { machineInstant, sayInstant } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { commentWords } from '../words/comments.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, commentWords[languageOf(matches)].mentions)

export const loader = answering(async ({ context, request }) => ({
  mentions: await listMyMentions(context.world, requireMember({ context, request })),
}))

export default function Mentions() {
  const w = useWords(commentWords)
  const { mentions } = useLoaderData<typeof loader>()
  return (
    <div className="page narrow">
      <h1>{w.mentions}</h1>
      <p className="lead">{w.mentionsLead}</p>
      {mentions.length === 0 && <p className="soft">{w.noMentions}</p>}
      <ul className="plain-list mention-list">
        {mentions.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
    </div>
  )
}

function Line({ line }: { readonly line: MentionLine }) {
  const w = useWords(commentWords)
  const language = useLanguage()
  const read = useIn()
  const { dossier, author, at, pid } = line
  return (
    <li>
      <p>
        <a href={`/dossiers/${dossier.id}/text${pid && `#p-${pid}`}`}>
          {dossier.reference}, {read(dossier.title)}
        </a>
      </p>
      <p>
        <strong>{author.name}</strong> <span className="soft">{read(author.delegation)}</span>
        {line.space !== 'shared' && <span className="soft"> · {w[line.space]}</span>}
        {line.isResolved && <span className="soft"> · {w.resolvedThread}</span>}
      </p>
      <p className="comment-body">
        <CommentWords body={line.body} named={line.named} />
      </p>
      <time className="soft" dateTime={machineInstant(at)}>
        {sayInstant(language, at)}
      </time>
    </li>
  )
}
