// Marks of suggestions on paragraphs that have gone from the shared text. The mapping leaves them behind in the editor
// as keys without a value, and would write them down again, without a value, as soon as it makes the paragraph anew: a
// text that nobody can read. Knows no page.

import type { BindingV2 } from '@lexical/yjs'
import { COLLABORATION_TAG } from 'lexical'
import * as Y from 'yjs'
import { $isBlock, $unmark } from '#server/document/tree/lexical-nodes.ts'

/** What observeDeep hears. */
export type Events = Y.YEvent<Y.XmlElement | Y.XmlText>[]

/** To be called with what was heard, once it is shown. */
export function forgetGoneMarks({ editor, mapping }: BindingV2, events: Events): void {
  const gone = events.flatMap((event) => {
    if (!(event instanceof Y.YXmlEvent) || !(event.target instanceof Y.XmlElement)) return []
    const { target, attributesChanged } = event
    const keys = [...attributesChanged].filter((key) => markKey.test(key) && target.getAttribute(key) === undefined)
    return keys.map((key) => ({ target, mark: key.slice('s_'.length) }))
  })
  if (gone.length === 0) return
  const $forget = () => {
    for (const { target, mark } of gone) {
      const block = mapping.get(target)
      if (block && !Array.isArray(block) && $isBlock(block) && block.isAttached()) $unmark(block.getLatest(), mark)
    }
  }
  editor.update($forget, { discrete: true, skipTransforms: true, tag: COLLABORATION_TAG })
}

const markKey = /^s_[djkm]_/
