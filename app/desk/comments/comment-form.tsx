// A new comment: on which words, who will read it, and the words themselves.

import { useId, useState } from 'react'
import { useIn, useWords } from '#app/components/page/reader.tsx'
import { deskWords } from '#app/words/desk/desk.ts'
import { threadWords } from '#app/words/desk/threads.ts'
import { type Space, spaces } from '#server/domain/comments/comment-space.ts'
import { useDesk } from '../page/state.ts'
import type { Passage } from './comment-anchor.ts'
import { commentAddress } from './comment-forms.ts'
import { Composer } from './composer.tsx'
import { Quote } from './thread.tsx'

export function CommentForm({ passage }: { readonly passage: Passage }) {
  const w = useWords(deskWords)
  const t = useWords(threadWords)
  const { view, writing, typed, spaces: mine } = useDesk()
  const address = commentAddress(view.dossier.id)
  const key = `${address} space`
  const offered = mine.filter(({ whyNot }) => whyNot === null).map(({ space }) => space)
  const [asked, setAsked] = useState(typed.get(key))
  const space = offered.find((one) => one === asked) ?? offered[0] ?? 'shared'
  const choose = (next: Space) => {
    typed.set(key, next)
    setAsked(next)
  }
  return (
    <div className="card" data-space={space}>
      <Composer
        label={w.yourComment}
        address={address}
        fields={{ ...fieldsOf(passage), space }}
        space={space}
        onCancel={() => writing.end({ wasSent: false, isHere: true })}
        onDone={(isHere) => writing.end({ wasSent: true, isHere })}
      >
        <p className="thread-quote">
          <span className="tag">{passage.language.toUpperCase()}</span>{' '}
          {passage.quote ? (
            <Quote language={passage.language} words={passage.quote} />
          ) : passage.pid === '' ? (
            t.general
          ) : (
            w.wholeParagraph
          )}
        </p>
        <Readers space={space} offered={offered} onChoose={choose} />
      </Composer>
    </div>
  )
}

interface ReadersProps {
  readonly space: Space
  readonly offered: readonly Space[]
  readonly onChoose: (space: Space) => void
}

/** Says plainly who will read it; offers the others where the person has several. */
function Readers({ space, offered, onChoose }: ReadersProps) {
  const w = useWords(threadWords)
  const read = useIn()
  const { reply } = useDesk()
  const id = useId()
  const party = reply ? read(reply.party) : ''
  const says = { shared: w.sharedSay, delegation: w.delegationSay(party), bureau: w.bureauSay }[space]
  return (
    <>
      {offered.length > 1 && (
        <>
          <label htmlFor={id}>{w.readers}</label>
          <select
            id={id}
            value={space}
            aria-describedby={`${id}-say`}
            onChange={({ target }) => onChoose(spaces.find((one) => one === target.value) ?? 'shared')}
          >
            {offered.map((one) => (
              <option key={one} value={one}>
                {one === 'delegation' ? w.delegation(party) : w[one]}
              </option>
            ))}
          </select>
        </>
      )}
      <p className="hint" id={`${id}-say`}>
        {says}
      </p>
    </>
  )
}

function fieldsOf({ language, pid, start, end }: Passage): Record<string, string> {
  return { language, pid, start: String(start), end: String(end) }
}
