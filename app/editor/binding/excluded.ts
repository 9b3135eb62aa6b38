// What the binding never writes into the shared text: properties of nodes that no text of ours has. It knows no text.

import type { ExcludedProperties } from '@lexical/yjs'
import { type Klass, type LexicalNode, ParagraphNode, RootNode, TextNode } from 'lexical'
import { BlockNode } from '#server/document/tree/lexical-nodes.ts'

const elementProperties = ['__dir', '__format', '__indent', '__style', '__textFormat', '__textStyle']
export const excludedProperties: ExcludedProperties = new Map<Klass<LexicalNode>, Set<string>>([
  [RootNode, new Set(elementProperties)],
  [ParagraphNode, new Set(elementProperties)],
  [BlockNode, new Set(elementProperties)],
  [TextNode, new Set(['__style', '__detail'])],
])
