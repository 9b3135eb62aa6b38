// The words of a comment, with those who are named in it by their names. It knows no desk.

import { piecesOf } from '#server/domain/comments/comment-mention.ts'
import type { Words } from '#server/domain/language.ts'
import { useLanguage } from '../page/reader.tsx'

interface CommentWordsProps {
  readonly body: string
  /** How those who are named are called, by `m:ID`, `p:ID`, `b:ID`. */
  readonly named: Readonly<Record<string, Words>>
}

export function CommentWords({ body, named }: CommentWordsProps) {
  const language = useLanguage()
  let at = 0
  return (
    <>
      {piecesOf(body).map((piece) => {
        const key = at
        if ('words' in piece) {
          at += piece.words.length
          return piece.words
        }
        at += 1
        const name = named[piece.mentioned]?.[language] ?? '…'
        return (
          <span key={key} className="mention">
            @{name}
          </span>
        )
      })}
    </>
  )
}
