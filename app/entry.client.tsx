// Wakes a page that asked for it, once all of it is there. Only pages whose handle says `hydrate` are sent this file.

import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { whenRead } from './components/page/when-read.ts'

void whenRead().then(() => startTransition(() => void hydrateRoot(document, <RemixBrowser />)))
