// The page that the drafting desk is compared with: a Lexical editor as its package comes, with the same paragraphs in
// the same style sheet, and nothing else. It is built and served like the desk, and is tied to nothing.

import '@fontsource/source-serif-4/latin-400.css'
import '@fontsource/source-serif-4/latin-ext-400.css'
import '../../../../app/styles/tokens.css'
import '../../../../app/styles/base.css'
import '../../../../app/styles/text.css'
import '#app/styles/desk/desk.css'
import { registerRichText } from '@lexical/rich-text'
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from 'lexical'

declare const paragraphs: readonly string[]

const root = document.createElement('div')
root.className = 'draft'
root.contentEditable = 'true'
root.dataset.language = 'en'
root.setAttribute('role', 'textbox')
document.querySelector('.sheet-text')?.append(root)
const editor = createEditor({
  namespace: 'plain',
  theme: { paragraph: 'block' },
  onError: (error) => {
    throw error
  },
})
editor.setRootElement(root)
registerRichText(editor)
editor.update(
  () => {
    $getRoot()
      .clear()
      .append(...paragraphs.map((words) => $createParagraphNode().append($createTextNode(words))))
  },
  { discrete: true },
)
