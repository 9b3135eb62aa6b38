// The text to be read as if every suggestion were accepted, or as it stands without any. Nothing is written here.

import { useWords } from '#app/components/page/reader.tsx'
import { suggestionWords } from '#app/words/desk/suggestions.ts'
import { accepted } from '#server/document/suggestions/preview-decisions.ts'
import { settled } from '#server/document/suggestions/settled.ts'
import type { Language } from '#server/domain/language.ts'
import { useDesk, useTrees } from '../page/state.ts'
import { Switch } from '../page/switch.tsx'
import { Printed } from '../text/printed.tsx'
import type { Preview } from './suggestions.ts'

/** Said above the text, so that nobody takes it for what was agreed. */
export function DecidedText({ language }: { readonly language: Language }) {
  const { preview } = useDesk().suggestions
  return preview === 'marked' ? null : <Decided language={language} as={preview} />
}

function Decided({ language, as }: { readonly language: Language; readonly as: 'accepted' | 'original' }) {
  const w = useWords(suggestionWords)
  const tree = useTrees()[language]
  return (
    <>
      <p className="decided-note">{as === 'accepted' ? w.asAccepted : w.asOriginal}</p>
      <Printed tree={as === 'accepted' ? accepted(tree) : settled(tree)} hasAnchors={false} />
    </>
  )
}

/** The three ways to look at a text with suggestions, for who only looks at it. */
export function PreviewSwitch() {
  const w = useWords(suggestionWords)
  const { suggestions } = useDesk()
  const names: Readonly<Record<Preview, string>> = { marked: w.withMarks, accepted: w.accepted, original: w.original }
  return (
    <Switch
      label={w.preview}
      names={names}
      choices={['marked', 'accepted', 'original']}
      chosen={suggestions.preview}
      onChoose={suggestions.onPreview}
    />
  )
}
